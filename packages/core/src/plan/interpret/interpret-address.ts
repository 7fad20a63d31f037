import type { AddressAttributes } from '../../operation/address-operation.js';
import { parseBoolean } from '../../value/boolean.js';
import type { Fields, Given } from '../../value/fields.js';
import { integer, UINT32_MAX } from '../../value/integer.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { parseIpAddress } from '../../value/ip-address.js';
import { parseInterfaceAddress, type IpPrefix } from '../../value/ip-prefix.js';
import { accept, refuse, type Parsed, type Parser } from '../../value/parsed.js';
import { parseScope } from '../../value/route-scope.js';
import { showValue } from '../../value/show-value.js';
import type { CallContext, CallInterpreter } from './call-context.js';
import { addAddress } from './link-extras.js';
import { knownOrPlaceholder } from './placeholder-link.js';

type Settings = Required<Omit<AddressAttributes, 'family' | 'address'>>;

/** IFNAMSIZ holds labels as well. */
const LABEL = /^[A-Za-z0-9_.@+][A-Za-z0-9_.@+:-]{0,14}$/;

const parseLabel: Parser<string> = (value) =>
  typeof value === 'string' && LABEL.test(value)
    ? accept(value)
    : refuse('address-label', `expected a label of 1 to 15 bytes, as in 'eth0:1', got ${showValue(value)}`);

const textOf =
  <T extends { readonly text: string }>(parser: Parser<T>): Parser<string> =>
  (value): Parsed<string> => {
    const parsed = parser(value);
    return parsed.ok ? accept(parsed.value.text) : parsed;
  };

const parsePeer = textOf(parseInterfaceAddress);

/** 2^32 - 1 seconds means forever, which is said by leaving the lifetime out. */
const parseLifetime = integer('lifetime', 0, UINT32_MAX - 1, 'seconds');

const ADDRESS_FIELDS: Fields<Settings> = {
  peer: parsePeer,
  broadcast: textOf(parseIpAddress),
  label: parseLabel,
  scope: parseScope,
  metric: integer('metric', 0, UINT32_MAX),
  noPrefixRoute: parseBoolean,
  noDad: parseBoolean,
  home: parseBoolean,
  manageTemp: parseBoolean,
  autoJoin: parseBoolean,
  validLifetime: parseLifetime,
  preferredLifetime: parseLifetime,
};

export const interpretAddress: CallInterpreter = (context) => {
  const { call, scope } = context;
  const [rawLink, rawAddress, rawOptions] = call.args;
  const given = context.options(rawOptions, ADDRESS_FIELDS);
  const name = context.parse(parseInterfaceName, rawLink);
  const address = context.parse(parseInterfaceAddress, rawAddress);
  if (address) checkFamily(context, address, given);
  const { validLifetime, preferredLifetime } = given;
  if ((preferredLifetime ?? 0) > (validLifetime ?? UINT32_MAX)) {
    context.report('lifetime', '`preferredLifetime` is longer than `validLifetime`');
  }
  if (name === undefined || !address) return;
  addAddress(context, knownOrPlaceholder(context, scope, name), address, given);
};

export const interpretDeleteAddress: CallInterpreter = (context) => {
  const { call, chain, scope } = context;
  const [rawLink, rawAddress, rawOptions] = call.args;
  const { peer } = context.options<{ peer: string }>(rawOptions, { peer: parsePeer });
  const name = context.parse(parseInterfaceName, rawLink);
  const address = context.parse(parseInterfaceAddress, rawAddress);
  if (name === undefined || !address) return;
  if (chain.purpose === 'ensure' && !scope.links.has(name)) return;
  const link = knownOrPlaceholder(context, scope, name);
  chain.addresses.delete(chain.addressKey(link, address));
  context.emit({
    op: 'address.delete',
    namespace: scope.ref,
    link: link.name,
    family: address.family,
    address: address.text,
    ...(peer === undefined ? {} : { peer }),
  });
};

const ONLY_IPV6 = ['noDad', 'home', 'manageTemp'] as const;
const ONLY_IPV4 = ['broadcast', 'label'] as const;

function checkFamily(context: CallContext, { family, text }: IpPrefix, given: Given<Settings>): void {
  for (const option of family === 'inet' ? ONLY_IPV6 : ONLY_IPV4) {
    if (given[option] === undefined) continue;
    context.report('address-family', `\`${option}\` is not for addresses like ${text}`, 'leave it out');
  }
}
