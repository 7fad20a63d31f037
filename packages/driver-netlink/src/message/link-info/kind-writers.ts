import type { MessageWriter } from '../../wire/message-writer.js';
import { writeBridge } from './bridge.js';
import { writeMacvlan } from './macvlan.js';

type Write = (writer: MessageWriter, data: object) => void;

/** Writers of IFLA_INFO_DATA by kind, for those whose options are plain values. */
const KIND_WRITERS: ReadonlyMap<string, Write> = new Map<string, Write>([
  ['bridge', writeBridge],
  ['macvlan', writeMacvlan],
  ['macvtap', writeMacvlan],
]);

/**
 * What writes a kind's options. A kind that is not known can still be made where nothing is asked of it (`dummy`, `ifb`);
 * with options there is nothing, since leaving them out would make another link than was asked for.
 */
export function writeKindData(kind: string, data: object): ((writer: MessageWriter) => void) | undefined {
  const write = KIND_WRITERS.get(kind);
  if (write !== undefined) return (writer) => write(writer, data);
  return Object.keys(data).length === 0 ? () => undefined : undefined;
}
