import test from 'ava';
import { HOST } from '@netloom/core/driver';
import { Session } from '../../dist/engine/session.js';
import { applyOperations } from '../../dist/apply/apply-operations.js';
import type { OpenNamespace } from '../../dist/namespace/open-namespace.js';
import { DONE } from '../../dist/socket/ack.js';
import { RTM_DELNEIGH, RTM_GETLINK, RTM_NEWLINK, RTM_NEWROUTE, RTM_SETLINK } from '../../dist/wire/constant/rtm.js';
import { messageTree, type MessageTree } from '../support/message-tree.js';
import { MessageWriter } from '../../dist/wire/message-writer.js';
import { GOLDEN_CASES, type GoldenCase } from './cases.js';
import { NEXTHOP_CASES } from './nexthop-cases.js';
import { REQUESTS } from './fixtures.js';

/** The messages that the driver sends for an operation, to a kernel that says yes to all. */
async function messagesOf({ operation }: GoldenCase): Promise<readonly string[]> {
  const messages: string[] = [];
  const home: OpenNamespace = {
    ref: HOST,
    path: '',
    fd: -1,
    socket: {
      fd: -1,
      ask: () => DONE,
      request(writer) {
        messages.push(...writer.starts.map((_, place) => writer.message(place).toString('hex')));
        return writer.starts.map(() => DONE);
      },
      dump: () => [],
      stream: () => undefined,
      close: () => undefined,
    },
  };
  await applyOperations([operation], new Session(home), { aborted: () => false, onOutcome: () => undefined });
  return messages;
}

/** What `ip` asks on the way: for a link by its name, and whether the kernel knows an attribute. */
function isChange({ type, fixed, attributes }: MessageTree): boolean {
  return type !== RTM_GETLINK && (Object.keys(attributes).length > 0 || /[^0]/.test(fixed));
}

/**
 * Where both say the same in two ways. RTM_SETLINK and RTM_NEWLINK of a link that exists are one to the kernel, and so are
 * `bridge_slave` as a kind and `bridge` as the kind of the master. `ip` writes out the zeros of `::/0`, and gives a state
 * with a neighbour that is deleted, which the kernel does not look at.
 */
function normal(tree: MessageTree): MessageTree {
  const { type, fixed, attributes } = tree;
  if (type === RTM_SETLINK) return { ...tree, type: RTM_NEWLINK };
  if (type === RTM_DELNEIGH) return { ...tree, fixed: `${fixed.slice(0, 16)}0000${fixed.slice(20)}` };
  if (type === RTM_NEWROUTE && attributes['1'] === '0'.repeat(32)) {
    const { 1: _zeros, ...others } = attributes;
    return { ...tree, attributes: others };
  }
  const info = attributes['18'];
  if (typeof info !== 'object' || info['1'] !== BRIDGE_SLAVE) return tree;
  const { 1: _kind, ...rest } = info;
  return { ...tree, attributes: { ...attributes, 18: { 4: BRIDGE, ...rest } } };
}

const BRIDGE = Buffer.from('bridge').toString('hex');
const BRIDGE_SLAVE = Buffer.from('bridge_slave').toString('hex');

/** What `ip` sent for a case. */
function recorded(wanted: string): readonly MessageTree[] {
  const sent = REQUESTS.find(({ title }) => title === wanted)?.sent ?? [];
  return sent.map(messageTree).filter(isChange).map(normal);
}

for (const golden of GOLDEN_CASES) {
  test(`${golden.title}: what ip sends for it`, async (t) => {
    const expected = recorded(golden.title);
    t.is(expected.length, 1);
    t.deepEqual((await messagesOf(golden)).map(messageTree).map(normal), expected);
  });
}

for (const { title, write } of NEXTHOP_CASES) {
  test(`${title}: what ip sends for it`, (t) => {
    const expected = recorded(title);
    t.is(expected.length, 1);
    const writer = new MessageWriter();
    write(writer);
    t.deepEqual(messageTree(writer.message(0).toString('hex')), expected[0]);
  });
}
