import type { Driver } from '@netloom/core';
import { AREAS } from './areas.js';
import { clearedUp } from './cleared-up.js';
import { lackFor, type Area, type ConformanceCase } from './conformance-case.js';
import { Lab } from './lab.js';
import { LeftOut } from './left-out.js';

/** By which runner the suite is run, and how much of it. */
export interface DescribeDriverOptions {
  /** Registers one test: `test` of AVA or of node:test, or a function that hands over to another runner. */
  readonly test: (title: string, body: (context?: unknown) => Promise<void>) => unknown;
  /**
   * Told of each case that is left out because the driver lacks what it needs. Unless said otherwise the test is marked as
   * skipped where the runner hands its body something to skip with, as node:test does, and standard error says it elsewhere.
   */
  readonly onLeftOut?: (title: string, reason: string) => void;
  /** Areas to run; all unless said otherwise. */
  readonly areas?: readonly string[];
}

/**
 * Registers the conformance suite for a driver: one test for each thing that every driver does. The suite works in
 * namespaces of its own and removes them; it changes nothing else. Each case makes a driver and closes it.
 *
 * @param name - The driver's name, the beginning of every title.
 * @param factory - Makes a driver.
 * @returns How many cases were registered.
 * @throws RangeError for an area that does not exist.
 *
 * @example
 *   import test from 'ava';
 *   describeDriver('mine', () => myDriver(), {
 *     test: (title, body) => test(title, async (t) => { await body(); t.pass(); }),
 *   });
 * @example
 *   import test from 'node:test';
 *   describeDriver('mine', () => myDriver(), { test });
 */
export function describeDriver(
  name: string,
  factory: () => Driver | Promise<Driver>,
  { test, onLeftOut, areas }: DescribeDriverOptions,
): number {
  const chosen = areas === undefined ? AREAS : areas.map(areaOf);
  let registered = 0;
  for (const area of chosen) {
    for (const conformanceCase of area.cases) {
      const title = `${name}: ${area.name}: ${conformanceCase.title}`;
      test(title, async (context) => runCase(title, conformanceCase, factory, onLeftOut ?? skipIn(context)));
      registered += 1;
    }
  }
  return registered;
}

function areaOf(name: string): Area {
  const area = AREAS.find((candidate) => candidate.name === name);
  if (area !== undefined) return area;
  throw new RangeError(
    `Expected an area out of ${AREAS.map((each) => each.name).join(', ')}, got ${JSON.stringify(name)}`,
  );
}

async function runCase(
  title: string,
  conformanceCase: ConformanceCase,
  factory: () => Driver | Promise<Driver>,
  onLeftOut: (title: string, reason: string) => void,
): Promise<void> {
  const driver = await factory();
  try {
    await clearedUp(
      async () => runInLab(conformanceCase, driver),
      async () => driver.close(),
    );
  } catch (error) {
    if (!(error instanceof LeftOut)) throw withRule(error, conformanceCase.rule);
    onLeftOut(title, error.message);
  }
}

async function runInLab(conformanceCase: ConformanceCase, driver: Driver): Promise<void> {
  const capabilities = await driver.capabilities();
  const lack = lackFor(conformanceCase.needs, driver, capabilities);
  if (lack !== undefined) throw new LeftOut(lack);
  const lab = new Lab(driver, capabilities);
  await clearedUp(
    async () => conformanceCase.run(lab),
    async () => lab.close(),
  );
}

function withRule(error: unknown, rule: string): unknown {
  if (!(error instanceof Error)) return error;
  const message = `${error.message}\nThe rule: ${rule}`;
  // Not every message can be written: that of an AbortError is a getter.
  Reflect.defineProperty(error, 'message', { value: message, configurable: true, writable: true });
  return error;
}

/** node:test hands a test its context, by which it can skip itself. */
function skipIn(context: unknown): (title: string, reason: string) => void {
  if (isSkippable(context)) return (_title, reason) => context.skip(reason);
  return (title, reason) => process.stderr.write(`left out: ${title} (${reason})\n`);
}

function isSkippable(context: unknown): context is { skip(reason: string): void } {
  return typeof context === 'object' && context !== null && typeof Reflect.get(context, 'skip') === 'function';
}
