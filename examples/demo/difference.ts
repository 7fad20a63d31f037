import { describeNamespace, type NetworkState } from '@netloom/core';

/**
 * What two readings of the network differ in, a line each: links, addresses, routes, rules, permanent neighbours and
 * forwarding entries, of every namespace. What only time changes is left out (see `withoutTime`).
 */
export function differences(before: NetworkState, after: NetworkState): string[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  return [
    ...[...was].filter((line) => !is.has(line)).map((line) => `- ${line}`),
    ...[...is].filter((line) => !was.has(line)).map((line) => `+ ${line}`),
  ];
}

export function countFacts(state: NetworkState): number {
  return linesOf(state).size;
}

function linesOf({ namespaces }: NetworkState): Set<string> {
  return new Set(
    namespaces.flatMap(({ namespace, links, addresses, routes, rules, neighbours, fdb }) => {
      const permanent = neighbours.filter(({ state }) => state === 'permanent');
      const facts = { link: links, address: addresses, route: routes, rule: rules, neighbour: permanent, fdb };
      return Object.entries(facts).flatMap(([name, list]) =>
        list.map((fact) => `${describeNamespace(namespace)}: ${name} ${JSON.stringify(fact, withoutTime)}`),
      );
    }),
  );
}

/** Duplicate address detection ends, and lifetimes run down. */
function withoutTime(key: string, value: unknown): unknown {
  return ['tentative', 'validLifetime', 'preferredLifetime'].includes(key) ? undefined : value;
}
