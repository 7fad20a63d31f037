import test from 'ava';
import { parseFailure } from '../../dist/errors/parse-failure.js';

/** What `ip`, `bridge`, `nsenter` and `tee` say, with the errno that strace showed the kernel to give. */
const SAID: readonly (readonly [stderr: string, errno: string, kernelMessage?: string])[] = [
  ['RTNETLINK answers: File exists', 'EEXIST'],
  ['RTNETLINK answers: No such process', 'ESRCH'],
  ['RTNETLINK answers: Operation not permitted', 'EPERM'],
  ['RTNETLINK answers: Transport endpoint is not connected', 'ENOTCONN'],
  ['RTNETLINK answers: Address already in use', 'EADDRINUSE'],
  ['RTNETLINK answers: Address in use', 'EADDRINUSE'],
  ['RTNETLINK answers: Cannot assign requested address', 'EADDRNOTAVAIL'],
  ['RTNETLINK answers: Numerical result out of range', 'ERANGE'],
  ['RTNETLINK answers: Not supported', 'EOPNOTSUPP'],
  ['Error: mtu less than device minimum.', 'EINVAL', 'mtu less than device minimum'],
  ['Error: Attribute failed policy validation.', 'ERANGE', 'Attribute failed policy validation'],
  ['Error: Unknown device type.', 'EOPNOTSUPP', 'Unknown device type'],
  ['Error: Can not enslave a bridge to a bridge.', 'ELOOP', 'Can not enslave a bridge to a bridge'],
  ['Error: The interface netns is immutable.', 'EINVAL', 'The interface netns is immutable'],
  [
    'Error: An interface with the same name exists in the target netns.',
    'EEXIST',
    'An interface with the same name exists in the target netns',
  ],
  [
    'Error: An interface with the altname x exists in the target netns.',
    'EEXIST',
    'An interface with the altname x exists in the target netns',
  ],
  [
    'Error: A VXLAN device with the specified VNI already exists.',
    'EEXIST',
    'A VXLAN device with the specified VNI already exists',
  ],
  ['Error: Cannot change VNI.', 'EOPNOTSUPP', 'Cannot change VNI'],
  ['Error: ipv4: Address already assigned.', 'EEXIST', 'ipv4: Address already assigned'],
  ['Error: ipv6: address already assigned.', 'EEXIST', 'ipv6: address already assigned'],
  ['Error: ipv4: Address not found.', 'EADDRNOTAVAIL', 'ipv4: Address not found'],
  ['Error: ipv6: IPv6 is disabled on this device.', 'EACCES', 'ipv6: IPv6 is disabled on this device'],
  ['Error: ipv6: Invalid address.', 'EADDRNOTAVAIL', 'ipv6: Invalid address'],
  ['Error: Nexthop has invalid gateway.', 'ENETUNREACH', 'Nexthop has invalid gateway'],
  ['Error: Gateway can not be a local address.', 'EINVAL', 'Gateway can not be a local address'],
  ['Error: Device for nexthop is not up.', 'ENETDOWN', 'Device for nexthop is not up'],
  ['Error: Nexthop device is not up.', 'ENETDOWN', 'Nexthop device is not up'],
  [
    'Error: Egress device can not be loopback device for this route.',
    'EINVAL',
    'Egress device can not be loopback device for this route',
  ],
  ['Error: Invalid prefix for given prefix length.', 'EINVAL', 'Invalid prefix for given prefix length'],
  ['Error: No link layer address given.', 'EINVAL', 'No link layer address given'],
  ['Cannot find device "nope"', 'ENODEV', 'Cannot find device "nope"'],
  ['Device "nope" does not exist.', 'ENODEV', 'Device "nope" does not exist.'],
  [
    'Error: argument "nope" is wrong: Device does not exist',
    'ENODEV',
    'Error: argument "nope" is wrong: Device does not exist',
  ],
  [
    'Error: argument "nope" is wrong: Invalid "netns" value',
    'ENOENT',
    'Error: argument "nope" is wrong: Invalid "netns" value',
  ],
  [
    'Error: argument "a/b" is wrong: "dev" not a valid ifname',
    'EINVAL',
    'Error: argument "a/b" is wrong: "dev" not a valid ifname',
  ],
  [
    'Error: any valid prefix is expected rather than "10.0.0.0/33".',
    'EINVAL',
    'Error: any valid prefix is expected rather than "10.0.0.0/33".',
  ],
  [
    'Cannot open network namespace "x": No such file or directory',
    'ENOENT',
    'Cannot open network namespace "x": No such file or directory',
  ],
  [
    'setting the network namespace "x" failed: Invalid argument',
    'EINVAL',
    'setting the network namespace "x" failed: Invalid argument',
  ],
  [
    'Cannot create namespace file "/run/netns/X": File exists',
    'EEXIST',
    'Cannot create namespace file "/run/netns/X": File exists',
  ],
  [
    'Cannot remove namespace file "/run/netns/X": No such file or directory',
    'ENOENT',
    'Cannot remove namespace file "/run/netns/X": No such file or directory',
  ],
  [
    'nsenter: cannot open /run/ns/x: No such file or directory',
    'ENOENT',
    'nsenter: cannot open /run/ns/x: No such file or directory',
  ],
  [
    'tee: /proc/sys/net/ipv4/nope: No such file or directory',
    'ENOENT',
    'tee: /proc/sys/net/ipv4/nope: No such file or directory',
  ],
  [
    'tee: /proc/sys/net/ipv4/ip_forward: Invalid argument',
    'EINVAL',
    'tee: /proc/sys/net/ipv4/ip_forward: Invalid argument',
  ],
];

for (const [stderr, errno, kernelMessage] of SAID) {
  test(stderr, (t) => {
    const expected = kernelMessage === undefined ? { errno } : { errno, kernelMessage };
    t.deepEqual(parseFailure(`${stderr}\n`), expected);
    t.deepEqual(parseFailure(`Warning: a warning\n\n${stderr}\nCommand failed -:7\n`), expected);
  });
}

test('what nobody knows is EINVAL, in its own words', (t) => {
  t.deepEqual(parseFailure('something new\n'), { errno: 'EINVAL', kernelMessage: 'something new' });
  t.deepEqual(parseFailure(''), { errno: 'EINVAL' });
});
