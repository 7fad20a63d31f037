import { writeNexthopAdd, writeNexthopDelete } from '../../dist/message/nexthop-message.js';
import type { MessageWriter } from '../../dist/wire/message-writer.js';

/** Messages on nexthop objects with the `ip` command that sends the same, in the scene that is described in `cases.ts`. */
export interface NexthopCase {
  readonly title: string;
  readonly write: (writer: MessageWriter) => void;
  readonly command: readonly string[];
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

export const NEXTHOP_CASES: readonly NexthopCase[] = [
  {
    title: 'nexthop by a gateway',
    write: (writer) =>
      writeNexthopAdd(writer, 'add', {
        id: 101,
        family: 'inet',
        gateway: '10.0.0.2',
        devIndex: 11,
        onLink: true,
        protocol: 'static',
      }),
    command: words('ip nexthop add id 101 via 10.0.0.2 dev v0 onlink protocol static'),
  },
  {
    title: 'nexthop of IPv6, in the place of another',
    write: (writer) =>
      writeNexthopAdd(writer, 'replace', { id: 102, family: 'inet6', gateway: '2001:db8::2', devIndex: 11 }),
    command: words('ip -6 nexthop replace id 102 via 2001:db8::2 dev v0'),
  },
  {
    title: 'nexthop that drops all',
    write: (writer) => writeNexthopAdd(writer, 'add', { id: 103, family: 'inet', blackhole: true }),
    command: words('ip nexthop add id 103 blackhole'),
  },
  {
    title: 'nexthop for forwarding entries',
    write: (writer) => writeNexthopAdd(writer, 'add', { id: 104, family: 'inet', gateway: '10.0.0.2', fdb: true }),
    command: words('ip nexthop add id 104 via 10.0.0.2 fdb'),
  },
  {
    title: 'group of nexthops',
    write: (writer) =>
      writeNexthopAdd(writer, 'add', {
        id: 110,
        group: [
          { id: 101, weight: 3 },
          { id: 102, weight: 1 },
        ],
      }),
    command: words('ip nexthop add id 110 group 101,3/102'),
  },
  {
    title: 'resilient group',
    write: (writer) =>
      writeNexthopAdd(writer, 'add', {
        id: 111,
        group: [{ id: 101, weight: 1 }],
        resilient: { buckets: 8, idleTimer: 60, unbalancedTimer: 300 },
      }),
    command: words('ip nexthop add id 111 group 101 type resilient buckets 8 idle_timer 60 unbalanced_timer 300'),
  },
  {
    title: 'nexthop deleted',
    write: (writer) => writeNexthopDelete(writer, 111),
    command: words('ip nexthop delete id 111'),
  },
];
