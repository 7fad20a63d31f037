import type { LinkAttributes } from '../operation/link-attributes.js';
import type { Operation, OperationName, OperationOf } from '../operation/operation.js';
import type { RouteAttributes } from '../operation/route-operation.js';
import { describeNamespace, type NamespaceRef } from '../value/namespace-ref.js';

type Descriptions = { readonly [N in OperationName]: (operation: OperationOf<N>) => string };

const place = (ref: NamespaceRef): string => `in ${describeNamespace(ref)}`;

/** What an operation does in a few words, without where. */
const DESCRIPTIONS: Descriptions = {
  'namespace.add': () => 'add it',
  'namespace.delete': () => 'delete it',
  'namespace.set': (o) => `name it ${o.changes.name}`,
  'link.add': (o) => describeLinkAdd(o, ''),
  'link.set': (o) => `set ${o.name}: ${changes(o.changes)}`,
  'link.delete': (o) => `delete link ${o.name}`,
  'address.add': (o) => `add address ${o.address} to ${o.link}`,
  'address.replace': (o) => `replace address ${o.address} on ${o.link}`,
  'address.delete': (o) => `delete address ${o.address} from ${o.link}`,
  'route.add': (o) => `add route ${describeRoute(o)}`,
  'route.replace': (o) => `replace route ${describeRoute(o)}`,
  'route.delete': (o) => `delete route ${describeRoute(o)}`,
  'neighbour.add': (o) => `add neighbour ${o.address} to ${o.link}`,
  'neighbour.replace': (o) => `replace neighbour ${o.address} on ${o.link}`,
  'neighbour.delete': (o) => `delete neighbour ${o.address} from ${o.link}`,
  'rule.add': (o) => `add rule ${o.priority}`,
  'rule.delete': (o) => `delete rule ${o.priority}`,
  'fdb.add': (o) => `add forwarding entry ${o.mac} to ${o.link}`,
  'fdb.delete': (o) => `delete forwarding entry ${o.mac} from ${o.link}`,
  'sysctl.set': (o) => `set ${o.key.replaceAll('/', '.')} = ${o.value}`,
  'dhcp.acquire': (o) => `acquire a lease for ${o.link}`,
};

/** What an operation does, without where: `add veth veth0, peer veth0-host in the host`. */
export function describeEffect(operation: Operation): string {
  const describe = DESCRIPTIONS[operation.op] as (operation: Operation) => string;
  return describe(operation);
}

/** What an operation does and where: `add address 10.0.0.1/24 to veth0 in namespace "a"`. */
export function describeOperation(operation: Operation): string {
  if (operation.op === 'namespace.add') return `add ${describeNamespace(operation.namespace)}`;
  if (operation.op === 'namespace.delete') return `delete ${describeNamespace(operation.namespace)}`;
  if (operation.op === 'namespace.set') {
    return `rename ${describeNamespace(operation.namespace)} to "${operation.changes.name}"`;
  }
  if (operation.op === 'link.add') return describeLinkAdd(operation, ` ${place(operation.namespace)}`);
  return `${describeEffect(operation)} ${place(operation.namespace)}`;
}

/** The place stands behind the name, so that it is not taken for that of the peer or the parent. */
function describeLinkAdd(operation: OperationOf<'link.add'>, where: string): string {
  return `add ${operation.kind} ${operation.name}${where}${traits(operation)}${linkAddDetail(operation)}`;
}

/** What is unusual about a link. */
function traits({ mtu, master, up }: LinkAttributes): string {
  return [
    ...(mtu === undefined ? [] : [`MTU ${mtu}`]),
    ...(master === undefined ? [] : [`port of ${master}`]),
    ...(up === true ? [] : ['down']),
  ]
    .map((trait) => `, ${trait}`)
    .join('');
}

function linkAddDetail(operation: OperationOf<'link.add'>): string {
  if (operation.kind === 'veth') {
    const { name, namespace } = operation.data.peer;
    return `, peer ${name} ${place(namespace)}${traits(operation.data.peer)}`;
  }
  if ('mode' in operation.data) {
    const { parent, parentNamespace, mode } = operation.data;
    return `, on ${parent} ${place(parentNamespace)}, mode ${mode}`;
  }
  return '';
}

function changes(all: OperationOf<'link.set'>['changes']): string {
  const { masterIndex: _master, namespaceIndex: _index, namespace, up, ...others } = all;
  return [
    ...(up === undefined ? [] : [up ? 'up' : 'down']),
    ...Object.entries(others).map(
      ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
    ...(namespace === undefined ? [] : [`move into ${describeNamespace(namespace)}`]),
  ].join(', ');
}

/** A route by what people know it by: `default via 10.0.0.1 dev eth0`. */
export function describeRoute({ destination, via, dev, table }: Partial<RouteAttributes>): string {
  const name = destination === '0.0.0.0/0' || destination === '::/0' ? 'default' : destination;
  return [name, via && `via ${via}`, dev && `dev ${dev}`, table === 254 || table === undefined ? '' : `table ${table}`]
    .filter(Boolean)
    .join(' ');
}
