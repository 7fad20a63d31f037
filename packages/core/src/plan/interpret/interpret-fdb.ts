import type { FdbAdd, FdbAttributes } from '../../operation/fdb-operation.js';
import type { Fields } from '../../value/fields.js';
import { integer } from '../../value/integer.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { parseIpAddress } from '../../value/ip-address.js';
import { parseHardwareAddress } from '../../value/mac-address.js';
import { oneOf } from '../../value/one-of.js';
import { accept } from '../../value/parsed.js';
import type { CallContext, CallInterpreter } from './call-context.js';

/** IEEE 802.1Q keeps 0 and 4095. */
const parseVlan = integer('vlan', 1, 4094);

const FDB_FIELDS: Fields<Required<Omit<FdbAttributes, 'mac'>>> = {
  owner: oneOf('fdb-owner', ['master', 'self']),
  state: oneOf('fdb-state', ['permanent', 'static']),
  vlan: parseVlan,
  destination: (value) => {
    const parsed = parseIpAddress(value);
    return parsed.ok ? accept(parsed.value.text) : parsed;
  },
};

export const interpretFdb: CallInterpreter = (context) => {
  const entry = entryOf(context);
  if (!entry) return;
  const link = context.linkName(context.call.args[0]);
  if (link !== undefined) context.emit({ op: 'fdb.add', link, ...entry });
};

export const interpretDeleteFdb: CallInterpreter = (context) => {
  const { call, chain, scope } = context;
  const entry = entryOf(context);
  const name = context.parse(parseInterfaceName, call.args[0]);
  if (!entry || name === undefined) return;
  if (chain.purpose === 'ensure' && !scope.links.has(name)) return;
  context.emit({ op: 'fdb.delete', link: context.find(scope, name)?.name ?? name, ...entry });
};

function entryOf(context: CallContext): Omit<FdbAdd, 'op' | 'link'> | undefined {
  const [, rawMac, rawOptions] = context.call.args;
  const { owner: saidOwner, state, ...same } = context.options(rawOptions, FDB_FIELDS);
  const mac = context.parse(parseHardwareAddress, rawMac);
  if (mac === undefined) return undefined;
  const owner = saidOwner ?? (same.destination === undefined ? 'master' : 'self');
  if (owner === 'master' && same.destination !== undefined) {
    context.report('fdb-owner', "a `destination` stands in the device's own table", "leave out owner: 'master'");
  }
  if (mac === '00:00:00:00:00:00' && same.destination === undefined) {
    context.report('mac-address', 'the zero address needs a `destination`: it is where a VXLAN sends the rest');
  }
  return {
    namespace: context.scope.ref,
    mac,
    owner,
    state: state ?? (owner === 'master' ? 'static' : 'permanent'),
    ...same,
  };
}
