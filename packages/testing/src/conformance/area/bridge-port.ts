import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addAddress, addBridge, addMacvlan, addVeth, setLink } from '../steps.js';

const DEFAULTS = {
  cost: 2,
  priority: 32,
  isolated: false,
  hairpin: false,
  guard: false,
  rootBlock: false,
  fastLeave: false,
  learning: true,
  flood: true,
  multicastFlood: true,
  broadcastFlood: true,
  neighbourSuppress: false,
};

export const BRIDGE_PORT: Area = {
  name: 'bridge-port',
  cases: [
    {
      title: 'a port says whose it is, and has the options of every new port',
      rule: 'net/bridge/br_if.c, new_nbp(); the cost of a link of 10 Gbit/s is 2',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), addVeth(a, 'v0', 'v1', { master: 'br0' }));
        const { ifindex } = await lab.link(a, 'br0');
        const { master, port } = await lab.link(a, 'v0');
        assert.deepEqual(master, { ifindex, name: 'br0', namespace: a });
        assert.deepEqual(port, DEFAULTS);
      },
    },
    {
      title: 'a port that says no speed costs 100, until it has a carrier and says one',
      rule: 'net/bridge/br_if.c, port_cost(), br_port_carrier_check(); net/bridge/br_device.c, br_get_link_ksettings()',
      needs: { kinds: ['macvlan'] },
      async run(lab) {
        const a = await lab.namespace();
        const cost = async (): Promise<number | undefined> => (await lab.link(a, 'm0')).port?.cost;
        await lab.done(addBridge(a, 'br0'), addBridge(a, 'br1'), addMacvlan(a, 'm0', 'br0', 'bridge', { up: true }));
        await lab.done(setLink(a, 'm0', { master: 'br1' }));
        assert.equal(await cost(), 100);
        await lab.done(addVeth(a, 'v0', 'v1', { up: true }), setLink(a, 'v0', { master: 'br0' }));
        await lab.done(setLink(a, 'br0', { up: true }), setLink(a, 'br1', { up: true }));
        await lab.eventually(async () => {
          await lab.done(setLink(a, 'm0', { alias: 'told of' }));
          assert.equal(await cost(), 2);
        });
        await lab.done(setLink(a, 'm0', { port: { cost: 77 } }), setLink(a, 'm0', { alias: 'told of again' }));
        assert.equal(await cost(), 77);
      },
    },
    {
      title: 'options are set, one or several at a time, and lost when the port leaves',
      rule: 'net/bridge/br_netlink.c, br_setport(); net/bridge/br_if.c, del_nbp()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br0'),
          addVeth(a, 'v0', 'v1', { master: 'br0' }),
          setLink(a, 'v0', { port: { isolated: true } }),
          setLink(a, 'v0', {
            port: { cost: 77, priority: 5, hairpin: true, learning: false, neighbourSuppress: true },
          }),
        );
        assert.deepEqual((await lab.link(a, 'v0')).port, {
          ...DEFAULTS,
          isolated: true,
          cost: 77,
          priority: 5,
          hairpin: true,
          learning: false,
          neighbourSuppress: true,
        });
        await lab.done(setLink(a, 'v0', { master: null }), setLink(a, 'v0', { master: 'br0' }));
        assert.deepEqual((await lab.link(a, 'v0')).port, DEFAULTS);
      },
    },
    {
      title: 'the same master again changes nothing',
      rule: 'net/core/rtnetlink.c, do_set_master()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br0'),
          addVeth(a, 'v0', 'v1', { master: 'br0' }),
          setLink(a, 'v0', { port: { cost: 77 } }),
          setLink(a, 'v0', { master: 'br0' }),
        );
        assert.equal((await lab.link(a, 'v0')).port?.cost, 77);
      },
    },
    {
      title: 'a port goes straight from one bridge to another',
      rule: 'net/core/rtnetlink.c, do_set_master(): leaves, then joins',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br0'),
          addBridge(a, 'br1'),
          addVeth(a, 'v0', 'v1', { master: 'br0' }),
          setLink(a, 'v0', { master: 'br1' }),
        );
        assert.equal((await lab.link(a, 'v0')).master?.name, 'br1');
      },
    },
    {
      title: 'values out of range are refused with ERANGE',
      rule: 'net/bridge/br_stp_if.c, br_stp_set_path_cost(), br_stp_set_port_priority()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), addVeth(a, 'v0', 'v1', { master: 'br0' }));
        await lab.refused(setLink(a, 'v0', { port: { cost: 70_000 } }), 'ERANGE');
        await lab.refused(setLink(a, 'v0', { port: { priority: 64 } }), 'ERANGE');
      },
    },
    {
      title: 'addresses and routes of a link stay when it becomes a port',
      rule: 'net/bridge/br_if.c, br_add_if()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br0'),
          addVeth(a, 'v0', 'v1', { up: true }),
          addAddress(a, 'v0', '10.0.0.1/24'),
          setLink(a, 'v0', { master: 'br0' }),
        );
        assert.equal((await lab.addresses(a, 'v0', 'inet')).length, 1);
        assert.equal((await lab.routes(a, '10.0.0.0/24')).length, 1);
      },
    },
    {
      title: 'a link that carries macvlans can be no port, and a port can carry none',
      rule: 'net/core/dev.c, netdev_rx_handler_register(): EBUSY',
      needs: { kinds: ['macvlan'] },
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br0'),
          addVeth(a, 'v0', 'v1', { master: 'br0' }),
          addVeth(a, 'w0', 'w1'),
          addMacvlan(a, 'm0', 'w0'),
        );
        await lab.refused(addMacvlan(a, 'm1', 'v0'), 'EBUSY');
        await lab.refused(setLink(a, 'w0', { master: 'br0' }), 'EBUSY');
        await lab.done(setLink(a, 'm0', { master: 'br0' }));
        assert.equal((await lab.link(a, 'm0')).master?.name, 'br0');
      },
    },
  ],
};
