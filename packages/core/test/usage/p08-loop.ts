import { createNet, type Transaction } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';

const net = createNet({ driver: iproute2() });
let tx: Transaction = net.host().bridge('br0', { address: '10.0.0.1/16' });
for (let index = 0; index < 500; index++) {
  tx = tx
    .namespace(`pod${index}`)
    .veth('eth0', { address: `10.0.${index >> 8}.${index & 255}/16`, peer: { name: `pod${index}`, master: 'br0' } })
    .route('default', { via: '10.0.0.1' });
}
await tx.commit();

export const reduced: Transaction = ['a', 'b'].reduce<Transaction>(
  (chain, name) => chain.namespace(name).veth('eth0', { peer: `h-${name}` }),
  net.host(),
);

// Without the annotation, as long as nothing is added whose name is known to the letter.
export const inferred: Transaction = ['a', 'b'].reduce((chain, name) => chain.namespace(name).host(), net.host());
