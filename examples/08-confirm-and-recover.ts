// A commit that counts only if somebody confirms it in time, found and undone by its record; and what is left by processes
// that died.
//
//   .ci/sandbox node examples/dist/08-confirm-and-recover.js
import { ConflictError, createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });

// What another process left half done when it was killed is ended: back, or forward if it counted already.
for (const { id, state } of await net.recover()) console.log('recovered', id, state);

const web = net.namespace('web').veth('eth0', {
  address: '10.3.0.2/24',
  peer: { name: 'web0', address: '10.3.0.1/24' },
});

// 1. Nobody confirms it: it is undone by itself, also if this process is killed meanwhile.
const lost = await web.commit({ label: 'web', confirmWithinMs: 300 });
await new Promise((resolve) => net.on('undo:done', ({ reason }) => resolve(console.log('undone:', reason))));
await lost.confirm().catch((error: unknown) => console.log('too late:', error instanceof ConflictError));

// 2. It is confirmed, and stays when this process ends.
const kept = await web.commit({ label: 'web', confirmWithinMs: 30_000 });
await kept.confirm();

// 3. Any process finds it by its label, and takes it down.
for (const { id, label, state } of await net.commits()) {
  if (label !== 'web') continue;
  console.log(label, 'is', state);
  const { undone } = await net.undo(id);
  console.log('undone:', undone.length, 'operations');
}
console.log('namespaces left:', await net.namespaces());
