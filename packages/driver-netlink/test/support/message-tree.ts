import { forEachAttribute } from '../../dist/wire/attribute-table.js';
import { RTM_NEWLINKPROP, RTM_NEWNEXTHOP } from '../../dist/wire/constant/rtm.js';
import { align } from '../../dist/wire/layout.js';
import { MessageReader } from '../../dist/wire/message-reader.js';

/** A message as a tree, so that the order of attributes and the closing NUL of strings make no difference. */
export interface MessageTree {
  readonly type: number;
  readonly flags: number;
  readonly fixed: string;
  readonly attributes: Attributes;
}

interface Attributes {
  readonly [type: string]: string | Attributes;
}

/** What kind of object a message is about, and how long its fixed part is. */
function shape(type: number): { readonly object: string; readonly length: number } {
  if (type >= RTM_NEWNEXTHOP && type < RTM_NEWLINKPROP) return { object: 'nexthop', length: 8 };
  if (type < 20 || type >= RTM_NEWLINKPROP) return { object: 'link', length: 16 };
  if (type < 24) return { object: 'address', length: 8 };
  if (type < 28) return { object: 'route', length: 12 };
  return { object: type < 32 ? 'neighbour' : 'rule', length: 12 };
}

/** Attributes that hold others, with how much stands before them. */
const NESTED: ReadonlyMap<string, number> = new Map([
  ['link.18', 0],
  ['link.18.2', 0],
  ['link.18.2.1', 16],
  ['link.18.5', 0],
  ['link.26', 0],
  ['link.26.10', 0],
  ['link.52', 0],
  ['route.8', 0],
  ['nexthop.12', 0],
]);

const STRINGS: ReadonlySet<string> = new Set([
  'link.3',
  'link.18.1',
  'link.18.4',
  'link.18.2.1.3',
  'link.52.53',
  'address.3',
  'rule.3',
  'rule.17',
]);

export function messageTree(hex: string): MessageTree {
  const bytes = Buffer.from(hex, 'hex');
  const reader = new MessageReader(bytes).reset(bytes.length);
  if (!reader.next()) throw new Error('no message');
  const { object, length } = shape(reader.type);
  const kind = kindOf(reader, reader.fixedPart(length));
  return {
    type: reader.type,
    flags: reader.flags,
    fixed: bytes.toString('hex', reader.body, reader.body + length),
    attributes: attributes(reader, reader.body + align(length), reader.end, object, kind),
  };
}

/** Data of kinds other than veth are numbers, though the first of them has the type of veth's peer. */
function kindOf(reader: MessageReader, start: number): string {
  return reader.bytes.subarray(start, reader.end).includes('veth') ? 'veth' : 'other';
}

function attributes(reader: MessageReader, start: number, end: number, path: string, kind: string): Attributes {
  const result: [string, string | Attributes][] = [];
  forEachAttribute(reader, start, end, (type, from, to) => {
    const own = `${path}.${type}`;
    const skipped = NESTED.get(own);
    if (skipped !== undefined && (own !== 'link.18.2.1' || kind === 'veth')) {
      const header = skipped === 0 ? [] : [['fixed', reader.bytes.toString('hex', from, from + skipped)] as const];
      result.push([`${type}`, { ...Object.fromEntries(header), ...attributes(reader, from + skipped, to, own, kind) }]);
    } else {
      const value = reader.bytes.toString('hex', from, to);
      result.push([`${type}`, STRINGS.has(own) ? value.replace(/00$/, '') : value]);
    }
  });
  return Object.fromEntries(result.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
