import type { Problem } from '../../error/problem.js';
import type { LinkChanges } from '../../operation/link-operation.js';
import type { LinkState, NetworkState } from '../../state/network-state.js';
import { describeNamespace, namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import type { Step } from '../interpretation.js';
import { warning } from './look-around.js';
import { IPV6_MTU } from '../../value/mtu.js';

/** What a link has as its queueing discipline until it is up for the first time (net/sched/sch_generic.c). */
const NEVER_UP = 'noop';

/**
 * What a kernel does not give back exactly, whatever is done (docs/rollback.md), of links and namespaces that were there
 * before. Steps are looked at in order; one of these serves one plan.
 */
export class ExactnessWarnings {
  readonly #before: NetworkState;
  #links: Map<string, LinkState> | undefined;

  constructor(before: NetworkState) {
    this.#before = before;
  }

  *of(step: Step): Generator<Problem> {
    const { operation } = step;
    switch (operation.op) {
      case 'namespace.delete':
        if (this.#before.namespaces.some(({ namespace }) => namespace === operation.namespace))
          yield inexact(step, `${describeNamespace(operation.namespace)} is deleted`, DELETED_NAMESPACE, DELETED);
        return;
      case 'link.delete': {
        const link = this.#take(operation.namespace, operation.name);
        if (link) yield inexact(step, `"${link.name}" is deleted`, DELETED_LINK, DELETED);
        return;
      }
      case 'link.add': {
        yield* this.#firstPort(step, operation.namespace, operation.master);
        if (operation.kind !== 'veth') return;
        const { peer } = operation.data;
        yield* this.#firstPort(step, peer.namespace, peer.master);
        return;
      }
      case 'link.set': {
        const link = this.#take(operation.namespace, operation.name);
        yield* this.#firstPort(step, operation.namespace, operation.changes.master ?? undefined);
        if (!link) return;
        for (const [what, stays] of inexactChanges(link, operation.changes))
          yield inexact(step, `"${link.name}" ${what}`, stays, CHANGED);
        const { namespace = operation.namespace, name = operation.name } = operation.changes;
        this.#known().set(key(namespace, name), link);
        return;
      }
      default:
    }
  }

  /** A bridge follows its ports as long as nobody writes what it follows; going back has to. */
  *#firstPort(step: Step, ref: NamespaceRef, master: string | undefined): Generator<Problem> {
    const bridge = master === undefined ? undefined : this.#known().get(key(ref, master));
    const namespace =
      bridge && this.#before.namespaces.find((each) => namespaceKey(each.namespace) === namespaceKey(ref));
    if (!bridge || namespace?.links.some((link) => link.master?.ifindex === bridge.ifindex) !== false) return;
    yield inexact(
      step,
      `"${bridge.name}" is given its first port`,
      'its carrier, and whether it follows its ports',
      CHANGED,
    );
  }

  #take(ref: NamespaceRef, name: string): LinkState | undefined {
    const link = this.#known().get(key(ref, name));
    this.#known().delete(key(ref, name));
    return link;
  }

  /** The links that were there, by the names that they have by now. Most plans ask for none. */
  #known(): Map<string, LinkState> {
    this.#links ??= new Map(
      this.#before.namespaces.flatMap(({ namespace, links }) =>
        links.map((link) => [key(namespace, link.name), link] as const),
      ),
    );
    return this.#links;
  }
}

const DELETED_LINK = 'its statistics, what it has learnt, and what holds it open';
const DELETED_NAMESPACE = 'all in it but links, addresses, routes, neighbours, rules and parameters of links';
const DELETED =
  'commit({ confirmWithinMs }): until it is confirmed, the very same comes back; afterwards another like it';
const CHANGED = 'leave it out where that matters to you; all else comes back (docs/rollback.md)';

function* inexactChanges(link: LinkState, changes: LinkChanges): Generator<readonly [what: string, stays: string]> {
  if (changes.namespace !== undefined)
    yield ['leaves its namespace', 'its queueing disciplines, and its index where that is taken meanwhile'];
  if (changes.mac !== undefined && changes.mac !== link.mac)
    yield ['is given another hardware address', 'that the kernel notes it as set by somebody'];
  if (changes.mtu !== undefined && changes.mtu < IPV6_MTU && link.mtu >= IPV6_MTU)
    yield ['gets too narrow for IPv6', 'its less usual IPv6 parameters'];
  if (changes.up === true && link.qdisc === NEVER_UP)
    yield ['comes up for the first time', 'its queueing discipline, and its groups of IPv6'];
}

function inexact(step: Step, what: string, stays: string, mend: string): Problem {
  return warning(step, 'not-exact', `${what}: what does not come back exactly is ${stays}`, mend);
}

function key(ref: NamespaceRef, name: string): string {
  return `${namespaceKey(ref)} ${name}`;
}
