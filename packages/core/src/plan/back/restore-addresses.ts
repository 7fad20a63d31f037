import type { KernelOperation } from '../../operation/operation.js';
import type { AddressState, LinkState } from '../../state/network-state.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import { addressEntryKey } from '../entry-key.js';
import type { BackContext, BackStep, FoundLink } from './back-step.js';
import { findLink, linkBefore } from './find-link.js';
import { removeStale } from './remove-stale.js';
import { sameJson } from './same-value.js';

/** The addresses of links that lost some, or whose order or labels changed. */
export function restoreAddresses(context: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const footprint of context.footprint.links.values()) {
    if (!footprint.layer3 || footprint.made) continue;
    const was = linkBefore(context.before, footprint);
    const now = findLink(context.current, footprint);
    if (!was || !now || (was.namespace.ref !== now.namespace.ref && !sameJson(was.namespace.ref, now.namespace.ref)))
      continue;
    const wanted = (was.namespace.addresses.get(was.link.ifindex) ?? [])
      .filter((address) => !context.meanwhile.hasLostAddress(footprint, address))
      .map((address) => relabelled(address, was.link.name, now.link.name));
    const actual = now.namespace.addresses.get(now.link.ifindex) ?? [];
    steps.push(...removeStale(footprint, was.link, now, wanted));
    for (const family of ['inet', 'inet6'] as const) {
      const of = (list: readonly AddressState[]): AddressState[] => list.filter((address) => address.family === family);
      steps.push(...restoreFamily(now.namespace.ref, now.link, of(wanted), of(actual)));
    }
    steps.push(...rescue(now, context.meanwhile.guests.addresses(footprint)));
  }
  return steps;
}

/** A label begins with the name of its link: where somebody else has given that another, the label goes with it. */
function relabelled(address: AddressState, was: string, now: string): AddressState {
  const { label } = address;
  if (was === now || (label !== was && label?.startsWith(`${was}:`) !== true)) return address;
  return { ...address, label: `${now}${label.slice(was.length)}` };
}

function restoreFamily(
  namespace: NamespaceRef,
  link: LinkState,
  wanted: AddressState[],
  actual: AddressState[],
): BackStep[] {
  const wantedKeys = wanted.map(identity);
  const known = new Map(wantedKeys.map((key, place) => [key, place]));
  // Somebody else's addresses are left where they are.
  const ours = actual.filter((address) => known.has(identity(address)));
  const missing = wanted.filter((address) => !ours.some((each) => identity(each) === identity(address)));
  const changed = ours.filter((address) => !sameAsWanted(address, wanted[known.get(identity(address)) ?? 0]));
  const byLabel = changed.some(
    (address) => address.label !== wanted[known.get(identity(address)) ?? 0]?.label || address.family === 'inet',
  );
  if (missing.length === 0 && changed.length === 0 && inOrder(ours.map(identity), wantedKeys)) return [];

  const steps: BackStep[] = [];
  const step = (operation: KernelOperation, reason: string): void => {
    steps.push({ pass: 'addresses', operation, reason });
  };
  const on = { namespace, link: link.name, ifindex: link.ifindex };
  // IPv4 lists grow at their end, IPv6 ones at their front; what is out of place is taken away and added again.
  const adding = link.ifindex >= 0 && wanted[0]?.family === 'inet6' ? wanted.toReversed() : wanted;
  const present = new Set(byLabel ? [] : ours.map(identity));
  const keptInPlace = byLabel
    ? []
    : longestPrefix(adding.map(identity), adding.filter((each) => present.has(identity(each))).map(identity));
  const kept = new Set(inOrder(ours.map(identity), wantedKeys) ? keptInPlace : []);
  // From the end: a primary would take its secondaries along.
  for (const address of ours.toReversed()) {
    if (kept.has(identity(address))) continue;
    const { family, address: text, peer } = address;
    step(
      { op: 'address.delete', ...on, family, address: text, ...(peer === undefined ? {} : { peer }) },
      `${text} on "${link.name}" is out of its place`,
    );
  }
  for (const address of adding) {
    const reason = `"${link.name}" lacks ${address.address}`;
    if (!kept.has(identity(address))) {
      // Without detection at first, so that it is usable at once; then with the flags that it had. A link-local one the
      // kernel may make itself at any moment.
      const op = address.family === 'inet6' && address.scope === 'link' ? 'address.replace' : 'address.add';
      step({ op, ...on, ...attributesOf(address), ...(address.family === 'inet6' ? { noDad: true } : {}) }, reason);
      if (address.family === 'inet6' && address.noDad !== true)
        step({ op: 'address.replace', ...on, ...attributesOf(address) }, reason);
    } else if (changed.some((each) => identity(each) === identity(address))) {
      step(
        { op: 'address.replace', ...on, ...attributesOf(address) },
        `${address.address} on "${link.name}" has other flags`,
      );
    }
  }
  return steps;
}

/** Addresses of others that went with what was undone: a primary takes its secondaries along. */
function rescue({ namespace, link }: FoundLink, guests: readonly AddressState[]): BackStep[] {
  const there = new Set((namespace.addresses.get(link.ifindex) ?? []).map(identity));
  return guests
    .filter((address) => !there.has(identity(address)))
    .map((address) => ({
      pass: 'addresses',
      operation: {
        op: 'address.add',
        namespace: namespace.ref,
        link: link.name,
        ifindex: link.ifindex,
        ...attributesOf(address),
      },
      reason: `${address.address} of somebody else on "${link.name}" goes with what is undone`,
      rescues: true,
    }));
}

function identity(address: AddressState): string {
  return addressEntryKey('', 0, address);
}

/** The wanted ones that are there already, as long as none before them is missing. */
function longestPrefix(wanted: readonly string[], present: readonly string[]): string[] {
  const prefix: string[] = [];
  for (const [place, key] of wanted.entries()) {
    if (present[place] !== key) break;
    prefix.push(key);
  }
  return prefix;
}

function inOrder(keys: readonly string[], wanted: readonly string[]): boolean {
  let place = -1;
  for (const key of keys) {
    const next = wanted.indexOf(key, place + 1);
    if (next < 0) return false;
    place = next;
  }
  return true;
}

function sameAsWanted(actual: AddressState, wanted: AddressState | undefined): boolean {
  if (!wanted) return false;
  return sameJson(comparable(actual), comparable(wanted));
}

/** What an address is by cause; lifetimes count only as forever or not. */
function comparable(address: AddressState): object {
  const {
    link: _link,
    ifindex: _ifindex,
    tentative: _tentative,
    dadFailed: _failed,
    // Who made it cannot be written by every driver, and says nothing of what it does.
    protocol: _protocol,
    validLifetime,
    preferredLifetime,
    ...rest
  } = address;
  return { ...rest, finite: validLifetime !== undefined, deprecating: preferredLifetime !== undefined };
}

function attributesOf(
  address: AddressState,
): Omit<Extract<KernelOperation, { op: 'address.add' }>, 'op' | 'namespace' | 'link' | 'ifindex'> {
  const {
    link: _link,
    ifindex: _ifindex,
    secondary: _secondary,
    tentative: _t,
    dadFailed: _f,
    protocol: _p,
    ...attributes
  } = address;
  return attributes;
}
