import test from 'ava';
import { AttributeTable } from '../../dist/wire/attribute-table.js';
import { DecodeError } from '../../dist/wire/decode-error.js';
import { formatMac, parseMac } from '../../dist/wire/mac-address.js';
import { MessageReader } from '../../dist/wire/message-reader.js';
import { MessageWriter } from '../../dist/wire/message-writer.js';

function written(write: (writer: MessageWriter) => void, size?: number): MessageReader {
  const writer = new MessageWriter(size);
  // What was there before must not show through the padding.
  writer.bytes.fill(0xff);
  write(writer);
  const bytes = Buffer.from(writer.bytes.subarray(0, writer.length));
  return new MessageReader(bytes).reset(bytes.length);
}

test('attributes are aligned, padded with zeros, and found again', (t) => {
  const reader = written((writer) => {
    writer
      .begin(7, 3)
      .u32(1)
      .attributeU8(1, 5)
      .attributeString(2, 'naïve')
      .attributeU16(3, 300)
      .attributeU32(4, 0xfffffffe);
    const nest = writer.nest(5);
    writer.attributeBytes(1, Uint8Array.of(1, 2, 3));
    writer.endNest(nest).finish();
    writer.begin(8, 0).finish();
  }, 16);
  t.true(reader.next());
  t.is(reader.type, 7);
  t.is(reader.flags, 3);
  t.is(reader.end % 4, 0);
  const table = new AttributeTable(5).read(reader, reader.fixedPart(4), reader.end);
  t.is(table.u8(1), 5);
  t.is(table.string(2), 'naïve');
  t.is(table.u16(3), 300);
  t.is(table.u32(4), 0xfffffffe);
  t.is(table.i32(4), -2);
  const inner = new AttributeTable(2).readNested(table, 5);
  t.deepEqual([...(inner.bytes(1) ?? [])], [1, 2, 3]);
  t.is(inner.u32(2), undefined);
  t.false(reader.bytes.includes(0xff, 30) && reader.bytes.subarray(30).filter((byte) => byte === 0xff).length > 3);
  t.true(reader.next());
  t.is(reader.type, 8);
  t.false(reader.next());
});

test('a message or an attribute that claims more than there is', (t) => {
  const long = written((writer) => writer.begin(7, 0).attributeU32(1, 1).finish());
  long.bytes.writeUInt32LE(4000, 0);
  t.throws(() => long.reset(long.bytes.length).next(), { instanceOf: DecodeError });
  const attribute = written((writer) => writer.begin(7, 0).attributeU32(1, 1).finish());
  attribute.bytes.writeUInt16LE(400, 16);
  t.true(attribute.next());
  t.throws(() => new AttributeTable(1).read(attribute, 16, attribute.end), { instanceOf: DecodeError });
  const short = written((writer) => writer.begin(7, 0).attributeU8(1, 1).finish());
  t.true(short.next());
  const table = new AttributeTable(1).read(short, 16, short.end);
  t.throws(() => table.u32(1), { instanceOf: DecodeError });
});

test('hardware addresses', (t) => {
  t.is(formatMac(parseMac('02:0a:fF:00:9c:01')), '02:0a:ff:00:9c:01');
  t.is(formatMac(new Uint8Array()), '');
});
