import type { DhcpSettings, LinkSettings } from '../../link-kind/link-fields.js';
import type { AddressAttributes } from '../../operation/address-operation.js';
import type { LinkAttributes } from '../../operation/link-attributes.js';
import type { Given } from '../../value/fields.js';
import type { IpPrefix } from '../../value/ip-prefix.js';
import type { CallContext } from './call-context.js';
import type { KnownLink } from './known-link.js';
import type { NamespaceView } from './namespace-view.js';

/** Twice what udhcpc takes to give up by itself: five tries, a second apart. */
const DHCP_TIMEOUT_MS = 10_000;

/** What of a link's options goes into the message that makes it. Links are up unless told otherwise. */
export function attributesOf(
  context: CallContext,
  namespace: NamespaceView,
  { address: _address, dhcp: _dhcp, port: _port, master, ...same }: Given<LinkSettings>,
): LinkAttributes {
  const attributes = { ...same, up: same.up ?? true };
  return master === undefined ? attributes : { ...attributes, master: masterName(context, namespace, master) };
}

/** Notes what a new link is like, and emits what are operations of their own: addresses, port options, DHCP. */
export function emitExtras(context: CallContext, link: KnownLink, given: Given<LinkSettings>): void {
  link.up = given.up ?? true;
  for (const address of given.address ?? []) addAddress(context, link, address);
  for (const [option, value] of given.port ? Object.entries(given.port) : []) {
    const changes = { port: { [option]: value } };
    context.emit({ op: 'link.set', namespace: link.namespace.ref, name: link.name, changes });
  }
  if (given.dhcp) acquire(context, link, given.dhcp);
}

export function masterName(context: CallContext, namespace: NamespaceView, master: string): string {
  return context.find(namespace, master)?.name ?? master;
}

/** Gives a link an address, which it must not have been given by the chain already. */
export function addAddress(
  context: CallContext,
  link: KnownLink,
  address: IpPrefix,
  more?: Omit<AddressAttributes, 'family' | 'address'>,
): void {
  const { family, text } = address;
  const { addresses } = context.chain;
  const key = context.chain.addressKey(link, address);
  const other = addresses.get(key);
  if (other === undefined) addresses.set(key, context.text);
  else context.report('duplicate-address', `address ${text} is already given to link "${link.name}" by ${other}`);
  context.emit({
    op: 'address.add',
    namespace: link.namespace.ref,
    link: link.name,
    family,
    address: text,
    ...more,
  });
}

export function acquire(context: CallContext, link: KnownLink, { client, timeoutMs }: Given<DhcpSettings>): void {
  if (link.dhcp !== undefined) {
    context.report('duplicate-dhcp', `DHCP is already asked for on link "${link.name}" by ${link.dhcp}`);
  }
  link.dhcp = context.text;
  context.emit({
    op: 'dhcp.acquire',
    namespace: link.namespace.ref,
    link: link.name,
    ...(client === undefined ? {} : { client }),
    timeoutMs: timeoutMs ?? DHCP_TIMEOUT_MS,
  });
}
