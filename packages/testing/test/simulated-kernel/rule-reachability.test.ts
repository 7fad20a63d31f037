import test from 'ava';
import { two } from '../reachability/host-scenes.js';
import { forwarding, routed } from '../reachability/router-scenes.js';

test('a rule for lo is about what a namespace sends itself (ip_route_output_key())', (t) => {
  const network = two().rule('a', { inputDevice: 'lo', to: '10.0.0.2/32', action: 'unreachable' });
  t.is(network.ping('a', '10.0.0.2'), 'namespace "a" has no route to 10.0.0.2: its rule 100 is unreachable');
  t.regex(network.ping('b', '10.0.0.1') ?? '', /^the answer does not come back: .*its rule 100 is unreachable/);
});

test('a rule for a link in is about what arrives by it', (t) => {
  const network = forwarding(routed())
    .rule('router', { inputDevice: 'ra', action: 'lookup', table: 100 })
    .route('router', '10.7.0.0/16', { via: '10.0.1.2', table: 100 })
    .address('b', 'lo', '10.7.0.1/32');
  t.is(network.ping('a', '10.7.0.1'), undefined);
  t.is(network.ping('router', '10.7.0.1'), 'namespace "router" has no route to 10.7.0.1');
});

test('a rule for a link out is about who asks for that link: an ICMPv6 answer does (icmpv6_echo_reply())', (t) => {
  const network = two()
    .rule('a', { outputDevice: 'eth0', action: 'unreachable' })
    .rule('a', { family: 'inet6', outputDevice: 'eth0', action: 'unreachable' });
  t.is(network.ping('a', '10.0.0.2'), undefined);
  t.is(network.ping('b', '10.0.0.1'), undefined);
  t.is(network.ping('a', 'fd00::2'), undefined);
  t.regex(network.ping('b', 'fd00::1') ?? '', /^the answer does not come back: .*its rule 100 is unreachable/);
});

test('a rule about the source holds where the source is chosen too (ip_route_connect())', (t) => {
  const network = two().rule('b', { from: '10.0.0.2/32', action: 'prohibit' });
  t.is(network.ping('b', '10.0.0.1'), 'namespace "b" has no route to 10.0.0.1: its rule 100 is prohibit');
});

test('a ping has no mark, no type of service and no port', (t) => {
  const network = two()
    .rule('a', { mark: 7, action: 'unreachable' })
    .rule('a', { tos: 16, action: 'unreachable' })
    .rule('a', { ipProtocol: 'tcp', action: 'unreachable' })
    .rule('a', { ipProtocol: 'icmp', destinationPort: '80', action: 'unreachable' });
  t.is(network.ping('a', '10.0.0.2'), undefined);
  network.rule('a', { mark: 0x10, markMask: 0xf, action: 'prohibit' });
  t.regex(network.ping('a', '10.0.0.2') ?? '', /its rule 100 is prohibit/);
});

test('a table counts only for routes longer than the rule says (fib4_rule_suppress())', (t) => {
  const network = two()
    .rule('a', { action: 'lookup', table: 254, suppressPrefixLength: 23 })
    .rule('a', { priority: 101, action: 'prohibit' });
  t.is(network.ping('a', '10.0.0.2'), undefined);
  network.rule('a', { priority: 99, action: 'lookup', table: 254, suppressPrefixLength: 24 });
  network.do({ op: 'rule.delete', namespace: 'a', family: 'inet', priority: 100, action: 'lookup', table: 254 });
  t.regex(network.ping('a', '10.0.0.2') ?? '', /its rule 101 is prohibit/);
});
