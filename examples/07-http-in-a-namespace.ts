// HTTP served from inside one namespace and fetched from another, by Node's own `http` and `fetch`: no program, no proxy,
// and the main thread stays where it is.
//
//   .ci/sandbox node examples/dist/07-http-in-a-namespace.js
import { once } from 'node:events';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });

// A wire between two containers, and nothing on the host.
await using commit = await net
  .namespace('client')
  .namespace('server')
  .veth('eth0', {
    address: '10.7.0.1/24',
    peer: { name: 'eth0', namespace: 'client', address: '10.7.0.2/24' },
  })
  .commit();
console.log(`committed as ${commit.id}`);

{
  await using server = await net.worker('server', new URL('./http/serve.js', import.meta.url), {
    workerData: { address: '10.7.0.1' },
  });
  await once(server, 'message');

  await using client = await net.worker('client', new URL('./http/fetch.js', import.meta.url), {
    workerData: { url: 'http://10.7.0.1:8080/hello' },
  });
  const [answer] = await once(client, 'message');
  console.log(answer);

  const reason = await fetch('http://10.7.0.1:8080/').catch((error: TypeError) => error.message);
  console.log('from the main thread, which is not in there:', reason);
}
