import { setTimeout as sleep } from 'node:timers/promises';
import { namespaceKey, type Driver, type KernelOperation, type Outcome } from '@netloom/core';
import { canonical, textOf } from './canonical.js';
import { firstDifference } from './first-difference.js';
import { LinkWatch } from './link-watch.js';
import { NAMESPACES } from './pool.js';

/**
 * How long the real kernel may take until its state is what it will be. It gives operational states to 100 links a second,
 * those of all namespaces of the machine in one queue (net/core/link_watch.c).
 */
const SETTLE_MS = 30_000;
/** How often it is asked whether it is there. */
const POLL_MS = 5;

const SYSCTLS = [
  'net/ipv4/ip_forward',
  'net/ipv4/conf/all/forwarding',
  'net/ipv4/conf/default/forwarding',
  'net/ipv4/conf/all/accept_redirects',
  'net/ipv4/conf/v0/forwarding',
  'net/ipv4/conf/v0/rp_filter',
  'net/ipv4/conf/v0/promote_secondaries',
  'net/ipv6/conf/all/forwarding',
  'net/ipv6/conf/default/forwarding',
  'net/ipv6/conf/v0/forwarding',
  'net/ipv6/conf/all/disable_ipv6',
  'net/ipv6/conf/default/disable_ipv6',
  'net/ipv6/conf/v0/disable_ipv6',
  'net/ipv6/conf/v0/keep_addr_on_down',
] as const;

export interface Side {
  readonly driver: Driver;
  /** The driver runs commands, which say less than the kernel does. */
  readonly byCommand?: boolean;
}

/** ENETUNREACH or EINVAL (`fib_check_nh_v4_gw()`). */
const AMBIGUOUS = 'Nexthop has invalid gateway';

let cases = 0;

/** Runs transactions on two kernels, and says what differs first; `undefined` where nothing does. */
export async function runCase(
  transactions: readonly (readonly KernelOperation[])[],
  simulated: Side,
  real: Side,
  settleMs: number = SETTLE_MS,
): Promise<string | undefined> {
  cases += 1;
  const names = new Map<string, string>(NAMESPACES.map((label) => [label, `d${process.pid}-${cases}-${label}`]));
  const labels = new Map([...names].map(([label, name]) => [name, label]));
  const both = [simulated, real];
  for (const { driver } of both) await prepare(driver, names);
  const watches = new Map([...names.values()].map((name) => [name, new LinkWatch(name)]));
  try {
    for (const [index, transaction] of transactions.entries()) {
      const known = real.byCommand === true ? transaction.map(withoutIndexOfMove) : transaction;
      const named = known.map((operation) => withNames(operation, names));
      const [expected = [], actual = []] = await Promise.all(both.map(({ driver }) => apply(driver, named)));
      const where = differentOutcome(transaction, expected, actual, real.byCommand === true);
      if (where !== undefined) {
        const [told, got] = [textOf(expected[where]), textOf(actual[where])];
        return `transaction ${index}, operation ${where} (${textOf(transaction[where])}):\n  simulated ${told}\n  real      ${got}`;
      }
      // The next one must not meet what this one has not yet brought about.
      const difference = await differentState(simulated.driver, real.driver, watches, labels, settleMs);
      if (difference !== undefined) return `after transaction ${index}: ${difference}`;
    }
    return undefined;
  } finally {
    for (const watch of watches.values()) await watch.close();
    for (const { driver } of both) {
      await apply(
        driver,
        [...names.values()].map((namespace): KernelOperation => ({ op: 'namespace.delete', namespace })),
      );
    }
  }
}

/** No command asks for an index in the namespace that a link is moved to. */
function withoutIndexOfMove(operation: KernelOperation): KernelOperation {
  if (operation.op !== 'link.set') return operation;
  const { namespaceIndex: _index, ...changes } = operation.changes;
  return { ...operation, changes };
}

/**
 * Duplicate address detection would take a second for each address; nobody is asked here. Where it starts again, which it
 * does after a random part of the delay (`addrconf_dad_kick()`), it does so at once.
 */
const PARAMETERS = [
  'all/accept_dad',
  'default/accept_dad',
  'default/router_solicitation_delay',
  'lo/router_solicitation_delay',
];

async function prepare(driver: Driver, names: ReadonlyMap<string, string>): Promise<void> {
  const operations = [...names.values()].flatMap((namespace): KernelOperation[] => [
    { op: 'namespace.add', namespace },
    ...PARAMETERS.map((parameter): KernelOperation => {
      const key = `net/ipv6/conf/${parameter}`;
      return { op: 'sysctl.set', namespace, key, value: '0' };
    }),
  ]);
  const outcomes = await apply(driver, operations);
  const failed = outcomes.find(({ status }) => status !== 'done');
  if (failed !== undefined) throw new Error(`the namespaces of a case cannot be made: ${textOf(failed)}`);
}

async function apply(driver: Driver, operations: readonly KernelOperation[]): Promise<readonly Outcome[]> {
  const { outcomes } = await driver.apply(operations, {
    after: operations.map((_, index) => (index === 0 ? [] : [index - 1])),
    signal: new AbortController().signal,
    onOutcome() {},
  });
  return outcomes;
}

/** Puts the real names of the namespaces wherever an operation names one. */
function withNames(operation: KernelOperation, names: ReadonlyMap<string, string>): KernelOperation {
  return JSON.parse(JSON.stringify(operation), (key, value: unknown) =>
    typeof value === 'string' && /^(?:namespace|parentNamespace)$/.test(key) ? (names.get(value) ?? value) : value,
  ) as KernelOperation;
}

function differentOutcome(
  transaction: readonly KernelOperation[],
  expected: readonly Outcome[],
  actual: readonly Outcome[],
  byCommand: boolean,
): number | undefined {
  const show = (outcome: Outcome | undefined, at: number): string => {
    const text = outcomeText(outcome, byCommand);
    // `ip` ends a batch at some mistakes without a word on the lines behind.
    if (byCommand && text === 'unknown') return 'not-run';
    // It looks a master up after it has made the link, where that is in another namespace.
    if (byCommand && text.startsWith('E') && hasMaster(transaction[at])) return 'failed';
    // Two errnos have this text, and `ip` gives the text alone.
    if (byCommand && outcome?.status === 'failed' && outcome.kernelMessage === AMBIGUOUS) return AMBIGUOUS;
    return isEnslavedPeer(transaction[at]) ? text.replace(/^EBUSY/, 'EEXIST') : text;
  };
  const index = expected.findIndex((outcome, at) => show(outcome, at) !== show(actual[at], at));
  return index === -1 ? undefined : index;
}

/**
 * A pair of which only the peer has a master: a driver may make that end first, and then it is the other whose index is
 * found to be busy (EBUSY), not to exist (EEXIST).
 */
function hasMaster(operation: KernelOperation | undefined): boolean {
  return operation?.op === 'link.add' && JSON.stringify(operation).includes('"master"');
}

function isEnslavedPeer(operation: KernelOperation | undefined): boolean {
  return operation?.op === 'link.add' && operation.kind === 'veth' && operation.data.peer.master !== undefined;
}

function outcomeText(outcome: Outcome | undefined, byCommand: boolean): string {
  if (outcome?.status !== 'failed') return String(outcome?.status);
  // What a driver looks up by itself it says in its own words.
  const text = byCommand ? '' : (outcome.kernelMessage ?? '').replace(/\.$|^there is no .*/, '');
  // Which of the two the kernel says depends on whether a message names the link by its name.
  return `${outcome.errno} ${text.replace(/^Unable to use '.*' for/, 'An interface with the same name exists in').replace(/ the new interface name in/, '')}`;
}

async function differentState(
  simulated: Driver,
  real: Driver,
  watches: ReadonlyMap<string, LinkWatch>,
  labels: ReadonlyMap<string, string>,
  settleMs: number,
): Promise<string | undefined> {
  const namespaces = [...watches.keys()];
  const query = {
    namespaces,
    sysctls: namespaces.flatMap((namespace) => SYSCTLS.map((key) => ({ namespace, key }))),
  };
  const wanted = await simulated.read(query);
  const expected = canonical(wanted, labels);
  const end = performance.now() + settleMs;
  for (;;) {
    for (const { namespace, links } of wanted.namespaces) {
      await watches.get(namespaceKey(namespace))?.catchUp(links.map(({ name }) => name));
    }
    const actual = canonical(await real.read(query), labels);
    if (textOf(actual) === textOf(expected)) return undefined;
    if (performance.now() > end) return firstDifference(expected, actual);
    await sleep(POLL_MS);
  }
}
