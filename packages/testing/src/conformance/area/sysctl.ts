import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addVeth, setLink, setSysctl } from '../steps.js';

const FORWARD = 'net/ipv4/ip_forward';
const ALL = 'net/ipv4/conf/all/forwarding';
const DEFAULT = 'net/ipv4/conf/default/forwarding';
const OWN = 'net/ipv4/conf/v0/forwarding';
const REDIRECTS = 'net/ipv4/conf/all/accept_redirects';

export const SYSCTL: Area = {
  name: 'sysctl',
  cases: [
    {
      title: 'a parameter is written and read in its namespace only',
      rule: 'net/core/sysctl_net.c: parameters belong to a namespace',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(setSysctl(a, FORWARD, '1'));
        assert.deepEqual((await lab.state(a, [FORWARD])).sysctls, { [FORWARD]: '1' });
        assert.deepEqual((await lab.state(b, [FORWARD])).sysctls, { [FORWARD]: '0' });
      },
    },
    {
      title: 'a parameter that does not exist is left out when read, and refused with ENOENT when written',
      rule: 'open(2) in /proc/sys',
      async run(lab) {
        const a = await lab.namespace();
        assert.deepEqual((await lab.state(a, ['net/ipv4/no_such'])).sysctls, {});
        await lab.refused(setSysctl(a, 'net/ipv4/no_such', '1'), 'ENOENT');
        await lab.refused(setSysctl(a, 'net/ipv4/conf/none/rp_filter', '1'), 'ENOENT');
      },
    },
    {
      title: 'what is no number is refused with EINVAL',
      rule: 'kernel/sysctl.c, proc_dointvec()',
      async run(lab) {
        await lab.refused(setSysctl(await lab.namespace(), FORWARD, 'yes'), 'EINVAL');
      },
    },
    {
      title: 'ip_forward spreads to every link, and decides on redirects',
      rule: 'net/ipv4/devinet.c, inet_forward_change()',
      async run(lab) {
        const a = await lab.namespace();
        const values = async (): Promise<readonly (string | undefined)[]> => {
          const keys = [ALL, DEFAULT, OWN, REDIRECTS];
          const { sysctls } = await lab.state(a, keys);
          return keys.map((key) => sysctls[key]);
        };
        await lab.done(addVeth(a, 'v0', 'v1'), setSysctl(a, FORWARD, '1'));
        assert.deepEqual(await values(), ['1', '1', '1', '0']);
        await lab.done(setSysctl(a, OWN, '0'), setSysctl(a, FORWARD, '1'));
        assert.deepEqual(await values(), ['1', '1', '0', '0']);
        await lab.done(setSysctl(a, FORWARD, '0'));
        assert.deepEqual(await values(), ['0', '0', '0', '1']);
      },
    },
    {
      title: 'a new link begins with what default says',
      rule: 'net/ipv4/devinet.c, inetdev_init()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(setSysctl(a, 'net/ipv4/conf/default/rp_filter', '2'), addVeth(a, 'v0', 'v1'));
        const key = 'net/ipv4/conf/v0/rp_filter';
        assert.deepEqual((await lab.state(a, [key])).sysctls, { [key]: '2' });
      },
    },
    {
      title: 'the parameters of a link follow its name',
      rule: 'net/ipv4/devinet.c, inetdev_event(): NETDEV_CHANGENAME',
      async run(lab) {
        const a = await lab.namespace();
        const [before, after] = ['net/ipv4/conf/v0/rp_filter', 'net/ipv4/conf/renamed/rp_filter'];
        await lab.done(addVeth(a, 'v0', 'v1'), setSysctl(a, before, '2'), setLink(a, 'v0', { name: 'renamed' }));
        assert.deepEqual((await lab.state(a, [before, after])).sysctls, { [after]: '2' });
      },
    },
    {
      title: 'a dot in the name of a link is part of it',
      rule: 'the port: SysctlSet.key has its parts separated by slashes',
      async run(lab) {
        const a = await lab.namespace();
        const key = 'net/ipv4/conf/v0.5/rp_filter';
        await lab.done(addVeth(a, 'v0.5', 'v1'), setSysctl(a, key, '2'));
        assert.deepEqual((await lab.state(a, [key])).sysctls, { [key]: '2' });
      },
    },
  ],
};
