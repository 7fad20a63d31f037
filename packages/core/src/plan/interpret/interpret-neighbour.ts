import type { NeighbourAttributes } from '../../operation/neighbour-operation.js';
import { parseBoolean } from '../../value/boolean.js';
import type { Fields } from '../../value/fields.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { parseIpAddress } from '../../value/ip-address.js';
import { parseMacAddress } from '../../value/mac-address.js';
import { oneOf } from '../../value/one-of.js';
import type { CallInterpreter } from './call-context.js';

type Settings = Required<Pick<NeighbourAttributes, 'mac' | 'proxy' | 'router'>> & {
  readonly state: 'permanent' | 'noarp';
};

const NEIGHBOUR_FIELDS: Fields<Settings> = {
  mac: parseMacAddress,
  state: oneOf('neighbour-state', ['permanent', 'noarp']),
  proxy: parseBoolean,
  router: parseBoolean,
};

export const interpretNeighbour: CallInterpreter = (context) => {
  const { call, scope } = context;
  const [rawLink, rawAddress, rawOptions] = call.args;
  const before = context.chain.problems.length;
  const { mac, state, proxy, router } = context.options(rawOptions, NEIGHBOUR_FIELDS);
  const link = context.linkName(rawLink);
  const address = context.parse(parseIpAddress, rawAddress);
  if (proxy === true && (mac !== undefined || state !== undefined)) {
    context.report('neighbour', 'a proxy entry has no `mac` and no `state`', 'leave them out');
  }
  const unsaid = proxy !== true && mac === undefined && context.chain.problems.length === before;
  if (unsaid) context.report('neighbour', '`mac` is not given', 'say the hardware address, or proxy: true');
  if (link === undefined || !address) return;
  context.emit({
    op: 'neighbour.add',
    namespace: scope.ref,
    link,
    family: address.family,
    address: address.text,
    ...(proxy === true ? { proxy } : { state: state ?? 'permanent', ...(mac === undefined ? {} : { mac }) }),
    ...(router === undefined ? {} : { router }),
  });
};

export const interpretDeleteNeighbour: CallInterpreter = (context) => {
  const { call, chain, scope } = context;
  const [rawLink, rawAddress, rawOptions] = call.args;
  const { proxy } = context.options<{ proxy: boolean }>(rawOptions, { proxy: parseBoolean });
  const name = context.parse(parseInterfaceName, rawLink);
  const address = context.parse(parseIpAddress, rawAddress);
  if (name === undefined || !address) return;
  if (chain.purpose === 'ensure' && !scope.links.has(name)) return;
  context.emit({
    op: 'neighbour.delete',
    namespace: scope.ref,
    link: context.find(scope, name)?.name ?? name,
    family: address.family,
    address: address.text,
    ...(proxy === true ? { proxy } : {}),
  });
};
