import {
  namespaceKey,
  type AddressAdd,
  type AddressDelete,
  type AddressReplace,
  type FdbAdd,
  type FdbDelete,
  type NamespaceState,
  type NeighbourAdd,
  type NeighbourDelete,
  type NeighbourReplace,
  type RouteAdd,
  type RouteDelete,
  type RouteReplace,
  type RouteState,
  type RuleDelete,
} from '@netloom/core';
import { given } from './pool.js';
import type { Scene } from './scene.js';
import { isOfChosenMac, needsDev } from './undefined.js';

/** Something of a namespace, and which namespace that is. */
type Placed<T> = T & { readonly namespace: string };

function all<T extends object>(scene: Scene, list: (state: NamespaceState) => readonly T[]): Placed<T>[] {
  return scene
    .namespaces()
    .flatMap(([namespace, state]) => list(state).map((each): Placed<T> => ({ ...each, namespace })));
}

/** An address goes to a link that exists; one that is replaced is mostly there. */
export function aimPutAddress<O extends AddressAdd | AddressReplace>(operation: O, scene: Scene): O {
  const standing = all(scene, ({ addresses }) => addresses).filter(
    ({ family, address }) => family === operation.family && !isOfChosenMac(address),
  );
  const known = operation.op === 'address.replace' ? scene.pick(standing) : undefined;
  if (known !== undefined) {
    const { namespace, link, address, peer } = known;
    const { peer: _peer, ...rest } = operation;
    return given({ ...rest, namespace, link, address, peer }) as O;
  }
  const found = scene.pick(scene.links());
  return found === undefined ? operation : { ...operation, namespace: found.namespace, link: found.link.name };
}

export function aimDeleteAddress(operation: AddressDelete, scene: Scene): AddressDelete {
  const known = scene.pick(all(scene, ({ addresses }) => addresses).filter(({ address }) => !isOfChosenMac(address)));
  if (known === undefined) return operation;
  const { namespace, link, family, address, peer } = known;
  return given({ op: operation.op, namespace, link, family, address, peer }) as AddressDelete;
}

/** A route leads through a link or a gateway that is there; one that is replaced or joined is mostly there as well. */
export function aimPutRoute<O extends RouteAdd | RouteReplace>(operation: O, scene: Scene): O {
  const begun = scene.pick(scene.links().filter(({ link }) => link.up));
  const aimed = begun === undefined ? operation : { ...operation, namespace: begun.namespace };
  const state = scene.state(namespaceKey(aimed.namespace));
  if (state === undefined) return operation;
  const { via, dev, nextHops } = aimed;
  const gateway = (): string | undefined => gatewayOf(state, aimed, scene);
  const way = {
    ...(via === undefined ? {} : { via: gateway() ?? via }),
    ...(dev === undefined ? {} : { dev: begun?.link.name ?? dev }),
    ...(nextHops === undefined ? {} : { nextHops: nextHops.map((hop) => ({ ...hop, via: gateway() ?? hop.via })) }),
  };
  const joins = operation.op === 'route.replace' || operation.append === true || scene.once(4);
  const known = joins ? scene.pick(state.routes.filter((route) => isLike(route, operation))) : undefined;
  if (known === undefined) return { ...aimed, ...way };
  const { destination, table, metric, tos } = known;
  const { metric: _metric, tos: _tos, ...rest } = aimed;
  return given({ ...rest, ...way, destination, table, metric, tos }) as O;
}

function isLike({ family, protocol }: RouteState, wanted: { readonly family: string }): boolean {
  return family === wanted.family && protocol !== 'kernel';
}

/** A neighbour in the subnet of one of the addresses; now and then what only a route leads to. */
function gatewayOf(state: NamespaceState, { family }: RouteAdd | RouteReplace, scene: Scene): string | undefined {
  const own = state.addresses.filter((each) => each.family === family && each.scope === 'global');
  const led = state.routes.filter((each) => each.family === family && each.via !== undefined);
  const text = scene.once(4) ? scene.pick(led)?.destination : scene.pick(own)?.address;
  const last = scene.pick(['8', '9']) ?? '9';
  return text?.replace(/\/.*$/, '').replace(/(?<=[.:])[0-9a-f]*$/, last);
}

/** A route is told by its destination, and by some of what else it has. */
export function aimDeleteRoute(operation: RouteDelete, scene: Scene): RouteDelete {
  const known = scene.pick(all(scene, ({ routes }) => routes).filter((route) => isDeletable(route, scene)));
  if (known === undefined) return operation;
  const { namespace, family, destination, table } = known;
  const said = (['metric', 'tos', 'via', 'dev', 'type', 'protocol', 'source', 'scope'] as const)
    .filter((key) => known[key] !== undefined && isSaid(key, known) && (needsDev(key, known) || scene.once(3)))
    .map((key) => [key, known[key]] as const);
  return { op: operation.op, namespace, family, destination, table, ...Object.fromEntries(said) };
}

function isDeletable({ protocol, destination }: RouteState, scene: Scene): boolean {
  return protocol !== 'kernel' || (!isOfChosenMac(destination) && scene.once(12));
}

/** IPv6 routes have no scope. */
function isSaid(key: string, { family }: RouteState): boolean {
  return family === 'inet' || (key !== 'scope' && key !== 'tos');
}

export function aimNeighbour<O extends NeighbourAdd | NeighbourReplace | NeighbourDelete>(
  operation: O,
  scene: Scene,
): O {
  const known = all(scene, ({ neighbours }) => neighbours).filter(({ state }) => /^(?:permanent|noarp)$/.test(state));
  const chosen = operation.op === 'neighbour.add' ? undefined : scene.pick(known);
  if (chosen !== undefined) {
    const { namespace, link, family, address, proxy } = chosen;
    const key = { namespace, link, family, address };
    if (operation.op === 'neighbour.delete') return given({ op: operation.op, ...key, proxy }) as O;
    return proxy === true ? ({ op: operation.op, ...key, proxy } as O) : { ...operation, ...key };
  }
  const found = scene.pick(scene.links());
  return found === undefined ? operation : { ...operation, namespace: found.namespace, link: found.link.name };
}

export function aimDeleteRule(operation: RuleDelete, scene: Scene): RuleDelete {
  const known = scene.pick(all(scene, ({ rules }) => rules).filter(({ priority }) => priority !== 0));
  if (known === undefined) return operation;
  const { protocol: _protocol, ...rule } = known;
  return { ...rule, op: operation.op };
}

export function aimFdb<O extends FdbAdd | FdbDelete>(operation: O, scene: Scene): O {
  const known = all(scene, ({ fdb }) => fdb).filter(({ mac }) => mac.startsWith('06:00:00:00:00:9'));
  const chosen = operation.op === 'fdb.add' ? undefined : scene.pick(known);
  if (chosen !== undefined && chosen.state !== 'dynamic') {
    const { namespace, link, mac, owner, state } = chosen;
    return { ...operation, namespace, link, mac, owner, state };
  }
  const found = scene.pick(scene.links().filter(({ link }) => operation.owner === 'self' || link.master !== undefined));
  return found === undefined ? operation : { ...operation, namespace: found.namespace, link: found.link.name };
}
