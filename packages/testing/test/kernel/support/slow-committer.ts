import { createNet } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';

// Started by a test: says when its operations begin, and is killed then.
const [, , ip = 'ip'] = process.argv;
const net = createNet({ driver: iproute2({ ip }) });
net.on('operation:start', ({ index }) => {
  if (index === 0) process.send?.('begun');
});
await net.host().bridge('late0').bridge('late1').link('used0', { mtu: 1400 }).commit();
