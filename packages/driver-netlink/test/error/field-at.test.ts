import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { fieldAt } from '../../dist/error/field-at.js';
import { writeFdb } from '../../dist/message/fdb-message.js';
import { writeNeighbourAdd } from '../../dist/message/neighbour-message.js';
import { writeAltNames, writeLinkSet } from '../../dist/message/link-set-message.js';
import { MessageWriter } from '../../dist/wire/message-writer.js';

/** The fields that the attributes of a message stand for, in their order. */
function fields(operation: KernelOperation, first: number, write: (writer: MessageWriter) => void): unknown[] {
  const writer = new MessageWriter();
  write(writer);
  const bytes = writer.message(0);
  const result: unknown[] = [];
  for (let at = first; at < bytes.length; at += (bytes.readUInt16LE(at) + 3) & ~3) {
    result.push(fieldAt(bytes, at, operation));
  }
  return result;
}

test('attributes of a forwarding entry and of a neighbour', (t) => {
  const on = { namespace: HOST, link: 'v0', mac: '02:00:00:00:00:01' } as const;
  const fdb = { op: 'fdb.add', ...on, owner: 'self', state: 'permanent', vlan: 5, destination: '10.0.0.1' } as const;
  t.deepEqual(
    fields(fdb, 28, (writer) => writeFdb(writer, 'add', fdb, 1)),
    ['mac', 'vlan', 'destination'],
  );
  const neighbour = { op: 'neighbour.add', ...on, family: 'inet', address: '10.0.0.1' } as const;
  t.deepEqual(
    fields(neighbour, 28, (writer) => writeNeighbourAdd(writer, 'add', neighbour, 1)),
    ['address', 'mac'],
  );
});

test('attributes of a change of a link, and of its names', (t) => {
  const set = { op: 'link.set', namespace: HOST, name: 'v0', changes: { mtu: 9000, name: 'v1' } } as const;
  t.deepEqual(
    fields(set, 32, (writer) => writeLinkSet(writer, 7, set.changes)),
    ['name', 'mtu'],
  );
  const named = { op: 'link.set', namespace: HOST, name: 'v0', changes: { addAltName: 'long' } } as const;
  t.deepEqual(
    fields(named, 32, (writer) => writeAltNames(writer, 'add', 'ein-längerer-name', ['long'])),
    [undefined, 'altNames'],
  );
});
