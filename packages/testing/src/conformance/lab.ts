import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createNet, type Net } from '@netloom/core';
import type {
  AddressState,
  ApplyPhase,
  Capabilities,
  Driver,
  KernelOperation,
  LinkState,
  NamespaceRef,
  NamespaceState,
  Outcome,
  RouteState,
} from '@netloom/core';
import { driverWith } from '../driver-with.js';
import { lackOfKind } from './conformance-case.js';
import { LeftOut } from './left-out.js';

/** How long something that the kernel does by itself may take: DAD, linkwatch, the end of a namespace. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 20;

/** What one case works in: namespaces of its own, and a driver that is asked as core asks it. */
export class Lab {
  readonly driver: Driver;
  readonly capabilities: Capabilities;
  readonly #made = new Set<string>();
  readonly #mark = randomBytes(4).toString('hex');

  constructor(driver: Driver, capabilities: Capabilities) {
    this.driver = driver;
    this.capabilities = capabilities;
  }

  /** A name for a namespace that nobody else has. The lab removes it in the end, whoever makes it. */
  name(label: string): string {
    const name = `conformance-${this.#mark}-${label}`;
    this.#made.add(name);
    return name;
  }

  /** Makes a namespace. */
  async namespace(label = 'a'): Promise<string> {
    const namespace = this.name(label);
    await this.done({ op: 'namespace.add', namespace });
    return namespace;
  }

  /** Applies operations; one that makes a link of a kind that the driver cannot make ends the case. */
  async apply(operations: readonly KernelOperation[], phase?: ApplyPhase): Promise<readonly Outcome[]> {
    for (const operation of operations) {
      if (operation.op !== 'link.add' || this.capabilities.linkKinds.has(operation.kind)) continue;
      throw new LeftOut(lackOfKind(operation.kind));
    }
    const { outcomes } = await this.driver.apply(operations, {
      after: operations.map((_, index) => (index === 0 ? [] : [index - 1])),
      signal: new AbortController().signal,
      onOutcome() {},
      ...(phase === undefined ? {} : { phase }),
    });
    return outcomes;
  }

  /** Applies operations that must all be done. */
  async done(...operations: readonly KernelOperation[]): Promise<void> {
    const outcomes = await this.apply(operations);
    for (const [index, outcome] of outcomes.entries()) {
      const asked = JSON.stringify(operations[index]);
      assert.equal(outcome.status, 'done', `${asked} is done, got ${JSON.stringify(outcome)}`);
    }
    assert.equal(outcomes.length, operations.length, 'one outcome an operation');
  }

  /** Applies one operation that the kernel must refuse with this errno, and with this text where there is one. */
  async refused(operation: KernelOperation, errno: string, text?: string): Promise<void> {
    const [outcome] = await this.apply([operation]);
    const asked = JSON.stringify(operation);
    assert.ok(outcome?.status === 'failed', `${asked} is refused with ${errno}, got ${JSON.stringify(outcome)}`);
    assert.equal(outcome.errno, errno, `${asked} is refused with ${errno}, got ${JSON.stringify(outcome)}`);
    // Older kernels have no text for some mistakes; a driver that gives one gives the kernel's.
    if (text !== undefined && outcome.kernelMessage !== undefined) {
      assert.equal(outcome.kernelMessage.replace(/\.$/, ''), text, `the text of ${asked}`);
    }
  }

  /** The state of a namespace that exists. */
  async state(namespace: NamespaceRef, sysctls: readonly string[] = []): Promise<NamespaceState> {
    const keys = sysctls.map((key) => ({ namespace, key }));
    const { namespaces } = await this.driver.read({ namespaces: [namespace], sysctls: keys });
    const [state] = namespaces;
    assert.ok(state, `the namespace ${JSON.stringify(namespace)} is read`);
    return state;
  }

  async link(namespace: NamespaceRef, name: string): Promise<LinkState> {
    const { links } = await this.state(namespace);
    const link = links.find((candidate) => candidate.name === name);
    assert.ok(link, `there is a link "${name}", got ${links.map((other) => other.name).join(', ')}`);
    return link;
  }

  async linkNames(namespace: NamespaceRef): Promise<readonly string[]> {
    return (await this.state(namespace)).links.map(({ name }) => name);
  }

  async addresses(namespace: NamespaceRef, link: string, family: 'inet' | 'inet6'): Promise<readonly AddressState[]> {
    const { addresses } = await this.state(namespace);
    return addresses.filter((address) => address.link === link && address.family === family);
  }

  async routes(namespace: NamespaceRef, destination: string): Promise<readonly RouteState[]> {
    return (await this.state(namespace)).routes.filter((route) => route.destination === destination);
  }

  /** Tries again until it holds: for what the kernel does a moment later. */
  async eventually(claim: () => Promise<void>): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        await claim();
        return;
      } catch (error) {
        if (performance.now() > end) throw error;
      }
      await sleep(PAUSE_MS);
    }
  }

  /** Runs transactions through the driver, with a journal of their own. */
  async withNet(body: (net: Net) => Promise<void>): Promise<void> {
    const journal = await mkdtemp(join(tmpdir(), 'netloom-conformance-'));
    // The driver is closed when the case is over, not with the net.
    const net = createNet({ driver: driverWith(this.driver, { close: async () => undefined }), journal });
    try {
      await body(net);
    } finally {
      await net.close();
      await rm(journal, { recursive: true, force: true });
    }
  }

  /** Removes every namespace that has a name of this lab; one that stays is a failure. */
  async close(): Promise<void> {
    const { namespaces } = await this.driver.read({ namespaces: [...this.#made] });
    const left: string[] = [];
    for (const { namespace } of namespaces) {
      if (typeof namespace !== 'string') continue;
      const [outcome] = await this.apply([{ op: 'namespace.delete', namespace }]);
      if (outcome?.status !== 'done') left.push(`${namespace}: ${JSON.stringify(outcome)}`);
    }
    assert.deepEqual(left, [], 'the namespaces of the case are deleted');
  }
}
