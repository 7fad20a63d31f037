import type { Operation } from '../../operation/operation.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import { warning, type Warner } from './look-around.js';

/** An address on a bridge port: what comes in by the port goes to the bridge, so that the address is not reached. */
export const portWarnings: Warner = function* (step, around) {
  for (const [ref, name] of portsOf(step.operation)) {
    const own = around.find(ref, name);
    const master = own && around.masterOf(own);
    const [address] = own && master?.link.kind === 'bridge' ? around.addressesOf(own) : [];
    if (!own || !master || !address) continue;
    yield warning(
      step,
      'port-address',
      `"${own.link.name}" is a port of bridge "${master.link.name}" and has the address ${address.address}, which nobody reaches by it`,
      `give the address to the bridge: .address('${master.link.name}', '${address.address}')`,
    );
  }
};

/** The links that an operation makes a port or gives an address. */
function portsOf(operation: Operation): readonly (readonly [ref: NamespaceRef, name: string])[] {
  switch (operation.op) {
    case 'address.add':
      return [[operation.namespace, operation.link]];
    case 'link.set':
      return typeof operation.changes.master === 'string' ? [[operation.namespace, operation.name]] : [];
    default:
      return [];
  }
}
