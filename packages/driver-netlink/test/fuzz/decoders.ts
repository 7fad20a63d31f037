import { attributePath } from '../../dist/error/attribute-path.js';
import { readFdb } from '../../dist/message/fdb-message.js';
import { readNamespaceId } from '../../dist/message/namespace-id-message.js';
import { readNexthop } from '../../dist/message/read-nexthop.js';
import { readNeighbour } from '../../dist/message/neighbour-message.js';
import { readLink } from '../../dist/message/read-link.js';
import { readRoute } from '../../dist/message/read-route.js';
import { readRule } from '../../dist/message/rule-message.js';
import { readAck } from '../../dist/socket/extended-ack.js';
import { DecodeError } from '../../dist/wire/decode-error.js';
import { MessageReader } from '../../dist/wire/message-reader.js';
import { REPLIES } from '../golden/fixtures.js';
import { mutate, seeded } from './mutate.js';
import { readAddress } from '../../dist/message/read-address.js';

const name = (ifindex: number): string => `if${ifindex}`;

const DECODERS: readonly ((reader: MessageReader) => unknown)[] = [
  readLink,
  (reader) => readAddress(reader, name),
  (reader) => readRoute(reader, name),
  readRule,
  readNexthop,
  (reader) => readNeighbour(reader, name),
  (reader) => readFdb(reader, name),
  readNamespaceId,
  readAck,
];

/** The messages of the recorded replies, one by one. */
const SEEDS: readonly Buffer[] = Object.values(REPLIES)
  .flat()
  .flatMap((hex) => {
    const bytes = Buffer.from(hex, 'hex');
    const reader = new MessageReader(bytes).reset(bytes.length);
    const messages: Buffer[] = [];
    while (reader.next()) messages.push(Buffer.from(bytes.subarray(reader.body - 16, reader.end)));
    return messages;
  });

export interface FuzzResult {
  readonly decoded: number;
  readonly refused: number;
}

/** Feeds mutated messages to every decoder. What is thrown and is not their own error is thrown on, with how to repeat it. */
export function fuzz(count: number, seed: number): FuzzResult {
  const random = seeded(seed);
  let decoded = 0;
  let refused = 0;
  for (let round = 0; round < count; round += 1) {
    const bytes = mutate(SEEDS[round % SEEDS.length] ?? Buffer.alloc(0), random);
    for (const decode of DECODERS) {
      try {
        const reader = new MessageReader(bytes).reset(bytes.length);
        while (reader.next()) decode(reader);
        decoded += 1;
      } catch (error) {
        if (!(error instanceof DecodeError)) {
          throw new Error(`seed ${seed}, round ${round}: ${bytes.toString('hex')}`, { cause: error });
        }
        refused += 1;
      }
    }
    try {
      attributePath(bytes, Math.floor(random() * 64));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
    }
  }
  return { decoded, refused };
}
