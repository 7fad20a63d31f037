import { createNet, ValidationError } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

interface Conf {
  readonly ifname: string;
  readonly netns: string;
  readonly bridge: string;
  readonly containerId: string;
}

const conf = JSON.parse(process.argv[2] ?? '{}') as Conf;
await using net = createNet({ driver: netlink() });
const commit = await net
  .host()
  .bridge(conf.bridge)
  .namespace({ path: conf.netns })
  .veth(conf.ifname, {
    address: '10.22.0.2/16',
    peer: { name: `veth${conf.containerId.slice(0, 8)}`, master: conf.bridge },
  })
  .ensure({ label: conf.containerId });
const interfaces = commit.links.map(({ name, mac }) => ({ name, mac }));
process.stdout.write(JSON.stringify({ interfaces, mine: commit.link(conf.ifname, { path: conf.netns }).mac }));

try {
  await net.namespace({ path: '/x' }).veth('a').commit();
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  for (const { call, mend } of error.problems) console.error(call, mend);
}

// DEL, in another process
for (const record of await net.commits()) if (record.label === conf.containerId) await net.undo(record.id);
