import './sandbox-only.js';
import test from 'ava';
import { libc } from '../../dist/libc/libc.js';
import { setOption } from '../../dist/libc/socket-option.js';
import { SystemError } from '../../dist/libc/system-error.js';
import { writeAddressDump, writeLinkDump } from '../../dist/message/dump-message.js';
import { readLink } from '../../dist/message/read-link.js';
import { RtnetlinkSocket } from '../../dist/socket/rtnetlink-socket.js';
import { MessageWriter } from '../../dist/wire/message-writer.js';
import { run } from './support/ip.js';
import { writeLinkSet } from '../../dist/message/link-set-message.js';

const SOL_SOCKET = 1;
const SO_RCVBUF = 8;

function withSocket(use: (socket: RtnetlinkSocket, writer: MessageWriter) => void): void {
  const socket = RtnetlinkSocket.open();
  try {
    use(socket, new MessageWriter());
  } finally {
    socket.close();
  }
}

test('answers are matched to their requests, each with its own', (t) => {
  withSocket((socket, writer) => {
    writeLinkSet(writer, 1, { group: 0 });
    writeLinkSet(writer, 'nothing', { group: 0 });
    writeLinkSet(writer, 1, { group: 0 });
    t.deepEqual(
      socket.request(writer).map((ack) => (ack.status === 'failed' ? ack.errno : ack.status)),
      ['done', 'ENODEV', 'done'],
    );
  });
});

test('one answer stands for all before it that were not refused', (t) => {
  withSocket((socket, writer) => {
    setOption(socket.fd, SOL_SOCKET, SO_RCVBUF, 4096);
    for (let index = 0; index < 200; index += 1) writeLinkSet(writer, 1, { group: 0 });
    t.deepEqual([...new Set(socket.request(writer).map(({ status }) => status))], ['done']);
  });
});

test('answers that the queue could not hold are unknown, and the socket goes on', (t) => {
  withSocket((socket, writer) => {
    libc();
    setOption(socket.fd, SOL_SOCKET, SO_RCVBUF, 4096);
    for (let index = 0; index < 200; index += 1) writeLinkSet(writer, 'nothing', { group: 0 });
    const acks = socket.request(writer);
    const known = acks.filter(({ status }) => status === 'failed').length;
    t.true(known > 0 && known < 200, `${known} of 200`);
    t.true(acks.every(({ status }) => status === 'failed' || status === 'unknown'));
    writer.clear();
    writeLinkSet(writer, 1, { group: 0 });
    t.is(socket.ask(writer).status, 'done');
  });
});

test('a dump that a change interrupts is run again, and gives up in the end', (t) => {
  for (let index = 0; index < 60; index += 1) run('ip', 'link', 'add', 'name', `b${index}`, 'type', 'bridge');
  withSocket((socket, writer) => {
    let seen = 0;
    let changes = 0;
    const dump = (change: (seen: number) => void): readonly string[] => {
      seen = 0;
      writer.clear();
      writeLinkDump(writer);
      return socket
        .dump(writer, (reader) => {
          seen += 1;
          change(seen);
          return readLink(reader);
        })
        .map(({ name }) => name);
    };
    const interrupt = (): void => {
      changes += 1;
      run('ip', 'link', 'set', 'dev', 'b0', 'txqueuelen', String(1000 + changes));
      run('ip', 'link', 'add', 'name', 'extra', 'type', 'bridge');
      run('ip', 'link', 'delete', 'dev', 'extra');
    };
    const names = dump((at) => {
      if (at === 1) interrupt();
    });
    t.is(changes, 1);
    t.true(seen > 61, `${seen} links were seen in two dumps`);
    t.is(new Set(names).size, 61);
    t.is(names.length, 61);
    const error = t.throws(() => dump((at) => (at % 61 === 1 ? interrupt() : undefined)), { instanceOf: SystemError });
    t.is(error?.errno, 'EINTR');
  });
  for (let index = 0; index < 60; index += 1) run('ip', 'link', 'delete', 'dev', `b${index}`);
});

test('a dump that the kernel refuses is an error', (t) => {
  withSocket((socket, writer) => {
    writeAddressDump(writer);
    // No such message: the last of the family and one more.
    writer.bytes.writeUInt16LE(1022, 4);
    t.throws(() => socket.dump(writer, () => undefined), { instanceOf: SystemError });
  });
});
