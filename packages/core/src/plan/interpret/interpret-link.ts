import type { LinkChanges, LinkSet } from '../../operation/link-operation.js';
import type { Given } from '../../value/fields.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { addAltName, addKnownLink } from './add-known-link.js';
import type { CallContext, CallInterpreter } from './call-context.js';
import type { KnownLink } from './known-link.js';
import { CHANGE_FIELDS, type ChangeSettings } from './link-change-fields.js';
import { masterName } from './link-extras.js';

/**
 * Changes a link, one change an operation, since the kernel does not apply several all or nothing. Down comes first and
 * up last, so that what a link does not allow while it is up is done in between; a new name comes before up, so that the
 * link is not seen up under its old one.
 */
export const interpretLink: CallInterpreter = (context) => {
  const { call, chain, scope } = context;
  const [rawName, rawChanges] = call.args;
  const given = context.options(rawChanges, CHANGE_FIELDS);
  const asked = context.parse(parseInterfaceName, rawName);
  if (asked === undefined) return;
  const link = renamedAlready(context, asked, given.name) ?? context.find(scope, asked);
  const name = link?.name ?? asked;
  const set = (changes: LinkChanges, more?: Pick<LinkSet, 'kind'>): void => {
    context.emit({ op: 'link.set', namespace: scope.ref, name, ...more, changes });
  };

  if (given.up === false) set({ up: false });
  for (const change of plainChanges(given)) set(change);
  changeAltNames(context, link, given);
  if (given.addAltName !== undefined) set({ addAltName: given.addAltName });
  if (given.deleteAltName !== undefined) set({ deleteAltName: given.deleteAltName });
  for (const [option, value] of Object.entries(given.bridge ?? {})) {
    set({ data: { [option]: value } }, { kind: 'bridge' });
  }
  if (given.mode !== undefined) set({ data: { mode: given.mode } }, { kind: link?.kind ?? 'macvlan' });
  if (link) checkKind(context, link, given);
  if (given.master !== undefined) {
    set({ master: given.master === null ? null : masterName(context, scope, given.master) });
  }
  for (const [option, value] of Object.entries(given.port ?? {})) set({ port: { [option]: value } });

  const newName = given.name ?? name;
  if (newName !== name) {
    set({ name: newName });
    rename(context, link, newName);
  } else if (given.name !== undefined && asked !== name) {
    // An earlier run has given it this name; from here on it is the only one.
    scope.links.delete(asked);
    chain.passBarrier();
  }
  if (given.up === true) context.emit({ op: 'link.set', namespace: scope.ref, name: newName, changes: { up: true } });
  if (link && given.up !== undefined) link.up = given.up;
};

/** Options of a kind on a link of another, where its kind is known. */
function checkKind(context: CallContext, { name, kind }: KnownLink, { bridge, mode }: Given<ChangeSettings>): void {
  if (kind === undefined) return;
  if (bridge !== undefined && kind !== 'bridge') {
    context.report('link-kind', `\`bridge\`: link "${name}" is a ${kind}, not a bridge`);
  }
  if (mode !== undefined && kind !== 'macvlan' && kind !== 'macvtap') {
    context.report('link-kind', `\`mode\`: link "${name}" is a ${kind}, not a macvlan or macvtap`);
  }
}

/** For `ensure`, a link that has its new name already is the one that is meant. */
function renamedAlready({ chain, scope }: CallContext, asked: string, name: string | undefined): KnownLink | undefined {
  if (chain.purpose !== 'ensure' || name === undefined || scope.links.has(asked)) return undefined;
  const link = scope.links.get(name);
  return link?.addedBy === undefined ? link : undefined;
}

/** Changes that need nothing looked up and stand in the way of no other, each an object of one. */
function plainChanges(given: Given<ChangeSettings>): LinkChanges[] {
  const { mac, mtu, alias, txQueueLength, group, promiscuous, allMulticast, multicast, arp, addressGeneration } = given;
  const plain = { mac, mtu, alias, txQueueLength, group, promiscuous, allMulticast, multicast, arp, addressGeneration };
  return Object.entries(plain).flatMap(([option, value]): LinkChanges[] =>
    value === undefined ? [] : [{ [option]: value }],
  );
}

function changeAltNames(context: CallContext, link: KnownLink | undefined, given: Given<ChangeSettings>): void {
  if (!link) return;
  if (given.addAltName !== undefined) addAltName(context, context.scope, link, given.addAltName);
  const taken = given.deleteAltName;
  if (taken === undefined) return;
  const place = link.altNames.indexOf(taken);
  if (place === -1) {
    if (context.chain.purpose === 'commit') {
      context.report('link-missing', `link "${link.name}" has no alternative name "${taken}"`, 'use ensure()');
    }
    return;
  }
  link.altNames.splice(place, 1);
  context.scope.links.delete(taken);
}

/** From here on only the new name is known. */
function rename(context: CallContext, link: KnownLink | undefined, newName: string): void {
  const { chain, scope } = context;
  chain.passBarrier();
  if (link) scope.remove(link);
  const there = addKnownLink(context, scope, newName, link?.kind ?? '');
  if (!link || there === link) return;
  scope.remove(there);
  link.name = newName;
  link.addedBy ??= context.text;
  scope.put(link);
}
