import { DUMP_NAMES } from '../read/dumps.js';
import type { NamespaceFacts, StateListener } from '../read/state-listener.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { align } from '../wire/layout.js';
import { MessageReader } from '../wire/message-reader.js';
import { FACTS, FRAME_HEADER_LENGTH, MESSAGES } from './frame.js';

/** Tells a listener what one piece of a transcript holds. */
export function replay(piece: Uint8Array, listener: StateListener): void {
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  const reader = new MessageReader(bytes);
  let at = 0;
  while (at < bytes.length) {
    const end = at + reader.view.getUint32(at, LITTLE_ENDIAN);
    const tag = reader.view.getUint32(at + 4, LITTLE_ENDIAN);
    const content = at + FRAME_HEADER_LENGTH;
    const dump = DUMP_NAMES[tag];
    if (dump !== undefined) listener.begin(dump);
    else if (tag === MESSAGES) listener.take(reader.between(content, end));
    else if (tag === FACTS) listener.end(JSON.parse(bytes.toString('utf8', content, end)) as NamespaceFacts);
    at = align(end);
  }
}
