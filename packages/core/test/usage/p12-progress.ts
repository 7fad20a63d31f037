import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

const net = createNet({ driver: netlink() });
net.on('operation:done', ({ index, total, operation, durationMs }) => {
  console.log(`${index + 1}/${total}`, operation.op, durationMs);
});
const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
await net
  .namespace('a')
  .veth('x')
  .commit({
    signal: controller.signal,
    onProgress: (event) => {
      if (event.type === 'operation:failed') console.error(event.error.code);
    },
  });
