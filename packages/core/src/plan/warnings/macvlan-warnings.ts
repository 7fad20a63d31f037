import type { Problem } from '../../error/problem.js';
import type { MacvlanMode } from '../../link-kind/macvlan.js';
import type { Step } from '../interpretation.js';
import { warning, type Found, type LookAround, type Warner } from './look-around.js';

/** Who does not reach whom; observed on Linux 6.18, as documented with each mode in ip-link(8). */
export const macvlanWarnings: Warner = function* (step, around) {
  const { operation } = step;
  if (operation.op !== 'link.add' || (operation.kind !== 'macvlan' && operation.kind !== 'macvtap')) return;
  const own = around.find(operation.namespace, operation.name);
  const parent = own && around.parentOf(own);
  if (!own || !parent) return;
  yield* MODES[operation.data.mode](step, own, parent, around);
  if (operation.data.mode !== 'passthru') yield* unreachableParent(step, own, parent, around);
};

type OfMode = (step: Step, own: Found, parent: Found, around: LookAround) => Iterable<Problem>;

const MODES: Readonly<Record<MacvlanMode, OfMode>> = {
  *bridge() {},
  *private(step, { link }, parent, around) {
    const siblings = around.childrenOf(parent).filter((other) => other.link !== link);
    if (siblings.length === 0) return;
    yield warning(
      step,
      'macvlan-private',
      `"${link.name}" is private: it does not reach the others on "${parent.link.name}" (${namesOf(siblings)})`,
      "use mode: 'bridge' on all of them, if they are to talk",
    );
  },
  *vepa(step, { link }, parent) {
    yield warning(
      step,
      'macvlan-vepa',
      `"${link.name}" sends everything out of "${parent.link.name}": others on it are reached only through a switch that sends frames back`,
      "use mode: 'bridge', unless the switch's port does hairpin (802.1Qbg)",
    );
  },
  *passthru(step, { link }, parent) {
    yield warning(
      step,
      'macvlan-passthru',
      `"${link.name}" takes "${parent.link.name}" for itself: it can be the only one on it, and "${parent.link.name}" itself is cut off while it is up`,
      'use another mode, if the parent is in use',
    );
  },
  *source(step, { link }) {
    yield warning(
      step,
      'macvlan-source',
      `"${link.name}" lets in only listed senders, and none is listed: it receives nothing`,
      `list them: ip link set ${link.name} type macvlan macaddr add MAC`,
    );
  },
};

function* unreachableParent(step: Step, { link }: Found, parent: Found, around: LookAround): Generator<Problem> {
  const [address] = around.addressesOf(parent);
  if (!address) return;
  yield warning(
    step,
    'macvlan-parent',
    `"${link.name}" does not reach its parent "${parent.link.name}" (${address.address}), nor the parent it: frames between them never leave the link`,
    `give the parent's side a macvlan of its own in mode bridge, with the address of "${parent.link.name}"`,
  );
}

/** A route by an address that the macvlans of a namespace cannot reach: their own parent's. */
export const gatewayWarnings: Warner = function* (step, around) {
  const { operation } = step;
  if (operation.op !== 'route.add' || operation.via === undefined || operation.dev === undefined) return;
  const own = around.find(operation.namespace, operation.dev);
  if (own?.link.kind !== 'macvlan' && own?.link.kind !== 'macvtap') return;
  const parent = around.parentOf(own);
  if (!parent?.link || !around.addressesOf(parent).some(({ address }) => address.startsWith(`${operation.via}/`)))
    return;
  yield warning(
    step,
    'macvlan-gateway',
    `the gateway ${operation.via} is an address of "${parent.link.name}", which "${own.link.name}" stands on and does not reach`,
    'use the gateway of the network outside, or a veth pair to the parent',
  );
};

function namesOf(links: readonly Found[]): string {
  const names = links.slice(0, 3).map(({ link }) => link.name);
  return links.length > names.length ? `${names.join(', ')} …` : names.join(', ');
}
