import './sandbox-only.js';
import test from 'ava';
import { writeNexthopAdd, writeNexthopDelete, writeNexthopDump } from '../../dist/message/nexthop-message.js';
import type { Nexthop } from '../../dist/message/nexthop.js';
import { readNexthop } from '../../dist/message/read-nexthop.js';
import { RtnetlinkSocket } from '../../dist/socket/rtnetlink-socket.js';
import { MessageWriter } from '../../dist/wire/message-writer.js';
import { ipJson, run } from './support/ip.js';

const WAY: Nexthop = { id: 1, family: 'inet', gateway: '10.0.0.2', devIndex: 11, protocol: 'static' };
const OTHER: Nexthop = { id: 2, family: 'inet', gateway: '10.0.0.3', devIndex: 11, onLink: true };
const GROUP: Nexthop = {
  id: 3,
  group: [
    { id: 1, weight: 7 },
    { id: 2, weight: 256 },
  ],
  resilient: { buckets: 32, idleTimer: 5, unbalancedTimer: 60 },
};

test('nexthop objects are made, read back as they were given, and deleted', (t) => {
  for (const command of [
    'link add name v0 index 11 up type veth peer name v1',
    'link set dev v1 up',
    'address add 10.0.0.1/24 dev v0',
  ]) {
    run('ip', ...command.split(' '));
  }
  const socket = RtnetlinkSocket.open();
  try {
    const writer = new MessageWriter();
    for (const nexthop of [WAY, OTHER, GROUP]) writeNexthopAdd(writer, 'add', nexthop);
    t.deepEqual(
      socket.request(writer).map(({ status }) => status),
      ['done', 'done', 'done'],
    );
    t.deepEqual(dump(socket, writer), [
      { ...WAY, scope: 'link' },
      { ...OTHER, scope: 'link' },
      { ...GROUP, scope: 'global' },
    ]);
    t.deepEqual(
      ipJson('nexthop', 'show').map(({ id }) => id),
      [1, 2, 3],
    );
    writer.clear();
    for (const id of [3, 2, 1]) writeNexthopDelete(writer, id);
    t.true(socket.request(writer).every(({ status }) => status === 'done'));
    t.deepEqual(dump(socket, writer), []);
  } finally {
    socket.close();
  }
});

function dump(socket: RtnetlinkSocket, writer: MessageWriter): readonly Nexthop[] {
  writer.clear();
  writeNexthopDump(writer);
  return socket.dump(writer, readNexthop);
}
