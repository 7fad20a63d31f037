import { ConflictError, createNet, namespaceKey, type Commit } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import test from 'ava';
import * as fc from 'fast-check';
import { chainOf } from './call.js';
import { foreignOperation } from './foreign.js';
import { differences, observe, type Observation } from './observation.js';
import { holds } from './property.js';
import { isImpossible, isResidue } from './residue.js';
import { carriedOut } from './scene.js';

const drift = fc.array(foreignOperation, { minLength: 1, maxLength: 4 });

test('what others did since a commit is told, and is theirs', async (t) => {
  await holds(t, 100, drift, async (stage, chain, operations) => {
    const kernel = stage.kernel();
    const before = observe(kernel);
    const commit = await chainOf(createNet({ driver: mockDriver({ kernel }) }), chain).commit();
    const after = observe(kernel);
    const done = operations.filter((operation) => carriedOut(kernel, operation));
    const drifted = observe(kernel);
    const others = new Set(changed(after, drifted));
    const told = done.map((operation) => `others did ${JSON.stringify(operation)}`);

    const error = await failureOf(() => commit.undo());
    if (error instanceof ConflictError) {
      const touched = differences(drifted, observe(kernel));
      if (touched.length > 0) return [...told, 'refused, but', ...touched];
      const forced = await failureOf(() => commit.undo({ force: true }));
      const lost = foreignLost(drifted, observe(kernel), others, commit);
      return lost.length === 0 ? [] : [...told, `forced${forced ? `, with ${String(forced)}` : ''}, but`, ...lost];
    }
    if (error) return isImpossible(error, stage, done) ? [] : [...told, String(error)];
    const residue = isResidue(commit.operations);
    const vanished = isOfVanished(after, drifted);
    const now = observe(kernel);
    const wrong = [
      ...foreignLost(drifted, now, others, commit),
      ...differences(before, now).filter(
        (line) => !others.has(keyOf(line)) && !isOrder(line) && !residue(line) && !vanished(line),
      ),
    ];
    return wrong.length === 0 ? [] : [...told, 'undone, but', ...wrong];
  });
});

async function failureOf(work: () => Promise<unknown>): Promise<Error | undefined> {
  return work().then(
    () => undefined,
    (error: unknown) => error as Error,
  );
}

function changed(a: Observation, b: Observation): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}

/** What is of links that others deleted: they stay away with all that they had. */
function isOfVanished(after: Observation, drifted: Observation): (difference: string) => boolean {
  const indexes = [...after.keys()].flatMap((key) => / link (?<index>\d+) name$/.exec(key)?.groups?.['index'] ?? []);
  const there = [...drifted.keys()].join('\n');
  const gone = indexes.filter((index) => !there.includes(` link ${index} name`));
  return (difference) =>
    gone.some((index) => new RegExp(`^\\S+ [a-z ]+ ${index}\\b|"devIndex":${index}\\b`).test(difference)) ||
    (gone.length > 0 && / sysctl net\/ipv.\/conf\//.test(difference));
}

/** Parameters of a link that is no longer where others wrote them. */
function isOfLeft(difference: string): boolean {
  return / sysctl net\/ipv.\/conf\/.* → \(none\)$/.test(difference);
}

/** Where others added something, the order is another one in any case. */
function isOrder(difference: string): boolean {
  return / order of (?:addresses|rules)/.test(difference);
}

function keyOf(difference: string): string {
  return difference.slice(0, difference.indexOf(': '));
}

/** What others did that is no more as they left it, but for what was on what the commit made and goes with it. */
function foreignLost(
  drifted: Observation,
  now: Observation,
  others: ReadonlySet<string>,
  { operations, links }: Commit,
): string[] {
  const namespaces = operations.flatMap((each) => (each.op === 'namespace.add' ? [each.namespace] : []));
  const gone = [
    ...namespaces.map((name) => new RegExp(`^${name} `)),
    ...links.flatMap(({ namespace, name, ifindex }) => {
      const where = namespaceKey(namespace) || 'host';
      return [
        new RegExp(`^${where} (?:[a-z ]+) ${ifindex} `),
        new RegExp(`^${where} sysctl net/ipv./conf/${name}/`),
        new RegExp(`^${where} route .*"devIndex":${ifindex}\\b`),
      ];
    }),
  ];
  return differences(drifted, now).filter(
    (line) =>
      others.has(keyOf(line)) && !isOrder(line) && !isOfLeft(line) && !gone.some((expression) => expression.test(line)),
  );
}
