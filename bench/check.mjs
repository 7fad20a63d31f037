import assert from 'node:assert/strict';
import { execa } from 'execa';

/** Reads by `ip -json`, which is nobody's own way to read here, whether a job was done as asked. */
export const CHECKS = {
  async pods(n) {
    const ports = new Map((await ip(['link', 'show', 'master', 'br0'])).map((link) => [link.ifname, link]));
    assert.equal(ports.size, n, 'number of bridge ports');
    for (let i = 0; i < n; i++) {
      const port = ports.get(`p${i}`);
      assert.ok(port?.flags.includes('UP'), `port p${i} is up`);
      const eth0 = await checkInside(`pod${i}`, addressOf(1, i), 16, '10.1.0.1');
      assert.equal(eth0.address, macOf(i), `MAC of pod${i}`);
      assert.equal(eth0.mtu, 1400, `MTU of pod${i}`);
    }
  },

  async macvlans(n) {
    assert.equal((await ip(['netns', 'list'])).length, n, 'number of namespaces');
    for (let i = 0; i < n; i++) {
      const eth0 = await checkInside(`mac${i}`, addressOf(2, i), 16, '10.2.0.1');
      assert.equal(eth0.address, macOf(i), `MAC of mac${i}`);
      assert.equal(eth0.linkinfo.info_kind, 'macvlan');
      assert.equal(eth0.linkinfo.info_data.mode, 'bridge');
    }
  },

  async small() {
    await checkInside('small', '10.3.0.2', 24, '10.3.0.1');
    const [s0] = await ip(['address', 'show', 'dev', 's0']);
    assert.ok(s0.flags.includes('UP'), 's0 is up');
    assert.ok(hasAddress(s0, '10.3.0.1', 24), 'address of s0');
  },

  async teardown() {
    assert.deepEqual(await ip(['link', 'show', 'master', 'br0']), [], 'no bridge ports are left');
    assert.deepEqual(await ip(['netns', 'list']), [], 'no namespaces are left');
  },

  dump(_n, count) {
    // Two ends a pair, and what stands on the stage. `ip` prints what it reads, and says no number.
    if (count !== undefined) assert.equal(count, 2000 + 4, 'number of links that were read');
  },
};

async function checkInside(namespace, address, prefix, gateway) {
  const links = await ip(['-n', namespace, '-details', 'address', 'show']);
  const lo = links.find(({ ifname }) => ifname === 'lo');
  const eth0 = links.find(({ ifname }) => ifname === 'eth0');
  assert.ok(lo?.flags.includes('UP'), `lo of ${namespace} is up`);
  assert.ok(eth0?.flags.includes('UP'), `eth0 of ${namespace} is up`);
  assert.ok(hasAddress(eth0, address, prefix), `address of ${namespace}`);
  const [route] = await ip(['-n', namespace, 'route', 'show', 'default']);
  assert.equal(route?.gateway, gateway, `default route of ${namespace}`);
  assert.equal(route.dev, 'eth0');
  return eth0;
}

function hasAddress(link, address, prefix) {
  return link.addr_info.some(({ local, prefixlen }) => local === address && prefixlen === prefix);
}

async function ip(args) {
  const { stdout } = await execa('ip', ['-json', ...args]);
  return stdout.trim() === '' ? [] : JSON.parse(stdout);
}

function macOf(i) {
  const hex = (byte) => byte.toString(16).padStart(2, '0');
  return `02:00:00:01:${hex(i >> 8)}:${hex(i & 255)}`;
}

function addressOf(net, i) {
  return `10.${net}.${1 + Math.floor(i / 250)}.${1 + (i % 250)}`;
}
