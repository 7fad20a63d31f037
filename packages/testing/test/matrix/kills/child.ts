import { createNet, NetloomError, type Driver, type Net } from '@netloom/core';
import { TOPOLOGIES } from '../../kernel/topology/topologies.js';
import { stepThroughJournal } from './journal-steps.js';
import type { Answer, Order, Word } from './orders.js';
import { failingAtLast, steppedDriver } from './stepped-driver.js';
import { Stepper } from './stepper.js';

// Started by the pool with the name of a driver, and a channel: says that it is ready, carries out one order, and ends, or
// is ended.

function say(word: Word): void {
  process.send?.(word);
}

/** Longer than anything takes here: what is undone is so because of a kill. */
const WINDOW_MS = 60_000;

/** Gives the id of what it did. */
async function carryOut({ action, topology: name, id }: Order, net: Net): Promise<string | undefined> {
  const topology = TOPOLOGIES.find((each) => each.name === name);
  switch (action) {
    case 'undo':
      await net.undo(id ?? '');
      return id;
    case 'recover':
      await net.recover();
      return undefined;
    case 'confirm': {
      const commit = await topology?.change(net).commit({ confirmWithinMs: WINDOW_MS });
      await commit?.confirm();
      return commit?.id;
    }
    default:
      return topology && (await topology.change(net).commit()).id;
  }
}

/** Only the driver that is asked for is loaded: thousands of these processes are started. */
async function open(name: string): Promise<Driver> {
  if (name === 'iproute2') return (await import('@netloom/driver-iproute2')).iproute2();
  return (await import('@netloom/driver-netlink')).netlink();
}

async function obey(order: Order, real: Driver): Promise<void> {
  const stepper = new Stepper(order.killAt);
  let driver = real;
  if (order.stepped) {
    stepThroughJournal(stepper);
    driver = steppedDriver(driver, stepper);
  }
  if (order.action === 'fail') driver = failingAtLast(driver);
  const net = createNet({ driver });
  // What a driver starts when it is first used (a thread, probes) is no part of what is measured.
  await driver.capabilities();
  await net.inspect();
  say('begun');
  const begun = performance.now();
  let answer: Pick<Answer, 'id' | 'code' | 'message'> = {};
  try {
    const id = await carryOut(order, net);
    if (id !== undefined) answer = { id };
  } catch (error) {
    answer = { code: NetloomError.is(error) ? error.code : 'UNKNOWN', message: String(error) };
  }
  say({ ...answer, steps: stepper.steps, milliseconds: performance.now() - begun });
  process.disconnect();
  await net.close();
}

const driver = await open(process.argv[2] ?? '');
process.once('message', (order: Order) => void obey(order, driver));
say('ready');
