// What `npm start` shows: the network of a container, built on a real kernel, broken, rolled back and undone.
import { CommitError, createNet, ping, waitFor, type Net } from '@netloom/core';
import { openLan, type Lan } from '../lan.js';
import { countFacts, differences } from './difference.js';
import { heading, milliseconds, narrate, say, styled } from './narrator.js';
import { picture } from './picture.js';
import { chooseStage, type Stage } from './stage.js';

const stage = chooseStage(process.argv.slice(2));
say(styled('bold', 'netloom: container networks as transactions'));
say(`On ${stage.about}.`);

await using net = createNet({ driver: stage.driver });
await using lan = await openLan(net);
say(`The LAN: ${lan.about}.`);
narrate(net);

// Until IPv6 has made sure that nobody else has its addresses, the network changes by itself.
await waitFor(net, ({ namespaces }) => !namespaces.some(({ addresses }) => addresses.some((a) => a.tentative)));
const before = await net.snapshot();
heading('The network before');
say(picture(before));

await build(net, lan, stage);
await failAndRollBack(net);
await proveNothingIsLeft(net);

/** The container's network, committed, looked at, and undone. */
async function build(network: Net, { dhcp, gateway }: Lan, { isReal }: Stage): Promise<void> {
  const uplink = dhcp ? { dhcp: true } : { address: '192.168.7.20/24' };
  const asText = dhcp ? 'dhcp: true' : "address: '192.168.7.20/24'";
  heading('The transaction');
  say(`  await net
    .namespace('netns01')
    .veth('veth0-ct', { address: '10.10.10.11/24', peer: { name: 'veth0-host', address: '10.10.10.10/24' } })
    .route('default', { via: '10.10.10.10' })
    .macvlan('eth0', { mode: 'bridge', ${asText} })
    .verify(ping('10.10.10.10'))
    .commit();`);
  const container = network
    .namespace('netns01')
    .veth('veth0-ct', { address: '10.10.10.11/24', peer: { name: 'veth0-host', address: '10.10.10.10/24' } })
    .route('default', { via: '10.10.10.10' })
    .macvlan('eth0', { mode: 'bridge', ...uplink })
    .verify(ping('10.10.10.10'));

  heading('What it would do: .plan() changes nothing');
  say(String(await container.plan()));

  heading('What it does: .commit(), each operation with its time');
  const commit = await container.commit();
  say(`  committed as ${commit.id} in ${milliseconds(commit.durationMs).trim()}`);
  for (const { link, address, gateway: router } of commit.leases) {
    say(`  ${link} has a lease of ${address}, gateway ${router ?? 'none'}`);
  }

  heading('The network now');
  say(picture(await network.snapshot()));
  if (isReal) await pings(network, ['10.10.10.10', gateway]);

  heading('The undo');
  const { undone } = await commit.undo();
  say(`  ${undone.length} operations: ${undone.map(({ op }) => op).join(', ')}`);
}

async function pings(network: Net, targets: readonly string[]): Promise<void> {
  heading('From inside the container');
  for (const target of targets) {
    const { stdout } = await network.exec('netns01', 'ping', ['-c', '1', '-W', '2', target]);
    say(`  $ ip netns exec netns01 ping -c 1 ${target}`);
    say(`    ${stdout.split('\n').find((line) => line.includes('bytes from')) ?? stdout}`);
  }
}

/** A second container whose check fails: all that was done for it is rolled back. */
async function failAndRollBack(network: Net): Promise<void> {
  heading('One that fails: nobody answers at 10.20.20.99');
  try {
    await network
      .namespace('netns02')
      .veth('eth0', { address: '10.20.20.11/24', peer: { name: 'netns02-host', address: '10.20.20.10/24' } })
      .route('default', { via: '10.20.20.10' })
      .verify(ping('10.20.20.99', { timeoutMs: 1000 }))
      .commit();
    throw new Error('the check should have failed');
  } catch (error) {
    if (!(error instanceof CommitError)) throw error;
    say(`  CommitError: ${error.message}`);
    say(`  phase ${error.phase}, rolledBack ${error.rolledBack}`);
  }
}

async function proveNothingIsLeft(network: Net): Promise<void> {
  heading('Is anything left?');
  const after = await network.snapshot();
  const left = differences(before, after);
  for (const line of left) say(`  ${line}`);
  if (left.length > 0) throw new Error('something is left');
  say(`  Nothing. ${countFacts(after)} links, addresses, routes, rules and entries were compared, in every namespace:`);
  say('  each is as it was before.\n');
  say(picture(after));
}
