import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addBridge, addVeth, deleteLink, setLink } from '../steps.js';

export const BRIDGE: Area = {
  name: 'bridge',
  cases: [
    {
      title: 'options are kept as given, times in steps of the kernel clock',
      rule: 'net/bridge/br_netlink.c, br_changelink(); clock_t_to_jiffies()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(
            a,
            'br0',
            {},
            {
              priority: 4096,
              forwardDelay: 400,
              helloTime: 300,
              maxAge: 1000,
              ageingTime: 10_000,
              multicastSnooping: false,
              groupForwardMask: 8,
            },
          ),
        );
        const { data } = await lab.link(a, 'br0');
        assert.deepEqual(
          { ...data, vlanFiltering: undefined },
          {
            stp: false,
            priority: 4096,
            forwardDelay: 400,
            helloTime: 300,
            maxAge: 1000,
            ageingTime: 10_000,
            multicastSnooping: false,
            groupForwardMask: 8,
            vlanFiltering: undefined,
          },
        );
      },
    },
    {
      title: 'options are changed in place',
      rule: 'net/bridge/br_netlink.c, br_changelink()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), setLink(a, 'br0', { data: { ageingTime: 500, stp: true } }, 'bridge'));
        const { data } = await lab.link(a, 'br0');
        assert.deepEqual([data['ageingTime'], data['stp']], [500, true]);
        await lab.done(setLink(a, 'br0', { data: { stp: false } }, 'bridge'));
        assert.equal((await lab.link(a, 'br0')).data['stp'], false);
      },
    },
    {
      title: 'options out of range are refused',
      rule: 'net/bridge/br_stp.c, br_set_hello_time(), br_set_max_age(), br_set_forward_delay(); BR_GROUPFWD_RESTRICTED',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', {}, { stp: true }));
        await lab.refused(setLink(a, 'br0', { data: { helloTime: 50 } }, 'bridge'), 'ERANGE');
        await lab.refused(setLink(a, 'br0', { data: { maxAge: 500 } }, 'bridge'), 'ERANGE');
        await lab.refused(setLink(a, 'br0', { data: { forwardDelay: 100 } }, 'bridge'), 'ERANGE');
        await lab.refused(setLink(a, 'br0', { data: { groupForwardMask: 7 } }, 'bridge'), 'EINVAL');
        await lab.refused(addBridge(a, 'br1', {}, { helloTime: 50 }), 'ERANGE');
        assert.deepEqual(await lab.linkNames(a), ['lo', 'br0']);
      },
    },
    {
      title: 'a bridge without ports is UNKNOWN, and follows its ports from the first one on',
      rule: 'net/bridge/br_stp.c, br_port_state_selection()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', { up: true }));
        assert.equal((await lab.link(a, 'br0')).operstate, 'UNKNOWN');
        await lab.done(addVeth(a, 'v0', 'v1'), setLink(a, 'v0', { master: 'br0' }));
        await lab.eventually(async () => {
          const { operstate, flags } = await lab.link(a, 'br0');
          assert.deepEqual([operstate, flags[0]], ['DOWN', 'NO-CARRIER']);
        });
        await lab.done(setLink(a, 'v0', { up: true }), setLink(a, 'v1', { up: true }));
        await lab.eventually(async () => assert.equal((await lab.link(a, 'br0')).operstate, 'UP'));
        await lab.done(setLink(a, 'v0', { master: null }));
        await lab.eventually(async () => assert.equal((await lab.link(a, 'br0')).operstate, 'DOWN'));
      },
    },
    {
      title: 'a bridge has the lowest MAC of its ports, and none once they are gone',
      rule: 'net/bridge/br_stp_if.c, br_stp_recalculate_bridge_id()',
      async run(lab) {
        const a = await lab.namespace();
        const mac = async (): Promise<string> => (await lab.link(a, 'br0')).mac;
        await lab.done(
          addBridge(a, 'br0'),
          addVeth(a, 'v0', 'v1', { mac: '02:00:00:00:00:05' }),
          addVeth(a, 'w0', 'w1', { mac: '02:00:00:00:00:03' }),
          setLink(a, 'v0', { master: 'br0' }),
        );
        assert.equal(await mac(), '02:00:00:00:00:05');
        await lab.done(setLink(a, 'w0', { master: 'br0' }));
        assert.equal(await mac(), '02:00:00:00:00:03');
        await lab.done(setLink(a, 'w0', { mac: '02:00:00:00:00:09' }));
        assert.equal(await mac(), '02:00:00:00:00:05');
        await lab.done(setLink(a, 'v0', { master: null }), deleteLink(a, 'w0'));
        assert.equal(await mac(), '00:00:00:00:00:00');
      },
    },
    {
      title: 'a MAC that was set stays, whatever the ports have',
      rule: 'net/bridge/br_stp_if.c: addr_assign_type NET_ADDR_SET',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br0', { mac: '02:00:00:00:00:0f', up: true }),
          addVeth(a, 'v0', 'v1', { mac: '02:00:00:00:00:05', master: 'br0' }),
        );
        assert.equal((await lab.link(a, 'br0')).mac, '02:00:00:00:00:0f');
        await lab.eventually(async () => assert.equal((await lab.link(a, 'br0')).operstate, 'DOWN'));
      },
    },
    {
      title: 'a bridge has the smallest MTU of its ports, until its own is set',
      rule: 'net/bridge/br_if.c, br_mtu_auto_adjust(); BROPT_MTU_SET_BY_USER',
      async run(lab) {
        const a = await lab.namespace();
        const mtu = async (): Promise<number> => (await lab.link(a, 'br0')).mtu;
        await lab.done(
          addBridge(a, 'br0'),
          addVeth(a, 'v0', 'v1', { mtu: 1400 }),
          addVeth(a, 'w0', 'w1', { mtu: 1300 }),
          setLink(a, 'v0', { master: 'br0' }),
          setLink(a, 'w0', { master: 'br0' }),
        );
        assert.equal(await mtu(), 1300);
        await lab.done(setLink(a, 'w0', { master: null }));
        assert.equal(await mtu(), 1400);
        await lab.done(setLink(a, 'v0', { mtu: 1350 }));
        assert.equal(await mtu(), 1350);
        await lab.done(setLink(a, 'br0', { mtu: 1200 }), setLink(a, 'v0', { mtu: 1250 }));
        assert.equal(await mtu(), 1200);
      },
    },
    {
      title: 'IPv6 that comes back with the MTU, as a port leaves, makes its address of the MAC that the port had',
      rule: 'net/bridge/br_if.c, br_del_if(): br_mtu_auto_adjust() before br_stp_recalculate_bridge_id()',
      async run(lab) {
        const a = await lab.namespace();
        const port = { mac: '02:00:00:00:00:01', up: true };
        await lab.done(addBridge(a, 'br0', { up: true }), addVeth(a, 'v0', 'v1', port));
        await lab.done(setLink(a, 'v0', { master: 'br0' }));
        await lab.eventually(async () => assert.equal((await lab.addresses(a, 'br0', 'inet6')).length, 1));
        await lab.done(setLink(a, 'v0', { mtu: 1279 }));
        assert.deepEqual(await lab.addresses(a, 'br0', 'inet6'), []);
        await lab.done(setLink(a, 'v0', { master: null }));
        assert.deepEqual(
          (await lab.addresses(a, 'br0', 'inet6')).map(({ address }) => address),
          ['fe80::ff:fe00:1/64'],
        );
      },
    },
    {
      title: 'a bridge that is deleted frees its ports, which stay up',
      rule: 'net/bridge/br_if.c, br_dev_delete()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), addVeth(a, 'v0', 'v1', { master: 'br0', up: true }), deleteLink(a, 'br0'));
        const { master, up, port } = await lab.link(a, 'v0');
        assert.deepEqual([master, up, port], [undefined, true, undefined]);
      },
    },
    {
      title: 'a bridge can be no port of a bridge, and lo none either',
      rule: 'net/bridge/br_if.c, br_add_if()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), addBridge(a, 'br1'));
        await lab.refused(setLink(a, 'br1', { master: 'br0' }), 'ELOOP', 'Can not enslave a bridge to a bridge');
        await lab.refused(setLink(a, 'br0', { master: 'br0' }), 'ELOOP', 'Can not enslave a bridge to a bridge');
        await lab.refused(setLink(a, 'lo', { master: 'br0' }), 'EINVAL');
        // With its last port a bridge loses its MAC, and that is looked at first.
        await lab.done(addVeth(a, 'v0', 'v1', { master: 'br1' }), deleteLink(a, 'v0'));
        await lab.refused(setLink(a, 'br1', { master: 'br0' }), 'EINVAL');
      },
    },
  ],
};
