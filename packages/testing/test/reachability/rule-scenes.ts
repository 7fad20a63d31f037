import type { Network } from '../simulated-kernel/network.js';
import { two } from './host-scenes.js';
import { forwarding, routed } from './router-scenes.js';
import type { Scene } from './scene.js';

const LOCAL_FIRST = { priority: 0, action: 'lookup', table: 255, protocol: 'kernel', family: 'inet' } as const;

/** Rules of a, or of b, and both ping. */
function rules(name: string, change: (network: Network) => Network): Scene {
  return {
    name,
    network: change(two()),
    pings: [
      ['a', '10.0.0.2'],
      ['b', '10.0.0.1'],
      ['a', 'fd00::2'],
      ['b', 'fd00::1'],
    ],
  };
}

export const ruleScenes = (): readonly Scene[] => [
  rules('a route of b to nowhere', (network) => network.route('b', '10.0.0.1/32', { type: 'blackhole' })),
  rules('a rule about the source', (network) => network.rule('b', { from: '10.0.0.2/32', action: 'prohibit' })),
  rules('a rule about the destination', (network) => network.rule('a', { to: '10.0.0.2/32', action: 'prohibit' })),
  rules('a rule for what is sent here', (network) =>
    network.rule('a', { inputDevice: 'lo', to: '10.0.0.2/32', action: 'unreachable' }),
  ),
  rules('the same in IPv6', (network) =>
    network.rule('a', { family: 'inet6', inputDevice: 'lo', to: 'fd00::2/128', action: 'unreachable' }),
  ),
  rules('a rule for a link out', (network) =>
    network.rule('a', { outputDevice: 'eth0', to: '10.0.0.2/32', action: 'unreachable' }),
  ),
  rules('the same in IPv6', (network) =>
    network.rule('a', { family: 'inet6', outputDevice: 'eth0', action: 'unreachable' }),
  ),
  rules('a rule for a link in, before the local table', (network) =>
    network
      .rule('b', { priority: 10, action: 'lookup', table: 255 })
      .do({ op: 'rule.delete', namespace: 'b', ...LOCAL_FIRST })
      .rule('b', { priority: 5, inputDevice: 'eth0', action: 'unreachable' }),
  ),
  rules('no rule for the local table', (network) => network.do({ op: 'rule.delete', namespace: 'b', ...LOCAL_FIRST })),
  rules('rules about marks, ports and other protocols', (network) =>
    network
      .rule('a', { mark: 7, action: 'unreachable' })
      .rule('a', { tos: 16, action: 'unreachable' })
      .rule('a', { ipProtocol: 'tcp', action: 'unreachable' }),
  ),
  rules('a rule that is about all else', (network) =>
    network.rule('a', { not: true, to: '10.0.0.2/32', action: 'prohibit' }),
  ),
  rules('no route as short as this', (network) =>
    network
      .rule('a', { action: 'lookup', table: 254, suppressPrefixLength: 24 })
      .rule('a', { priority: 101, action: 'prohibit' }),
  ),
  {
    name: 'a table for what a router gets by a link',
    network: forwarding(routed())
      .rule('router', { inputDevice: 'ra', action: 'lookup', table: 100 })
      .route('router', '10.7.0.0/16', { via: '10.0.1.2', table: 100 })
      .address('b', 'lo', '10.7.0.1/32'),
    pings: [
      ['a', '10.7.0.1'],
      ['router', '10.7.0.1'],
    ],
  },
];
