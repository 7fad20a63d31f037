// A driver of your own: this one writes a shell script instead of changing anything.
//
//   node examples/dist/05-custom-driver.js | sh -eu
import { createNet, ipCommands, shellLine } from '@netloom/core';
import type { ApplyOptions, ApplyResult, Capabilities, Driver, KernelOperation, StateQuery } from '@netloom/core';
import type { NetworkState } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

/** Writes the `ip` commands of each operation. What the machine is like after them, a simulated kernel works out. */
class ScriptDriver implements Driver {
  readonly name = 'script';
  /** Nothing of it outlives the process, so that no journal is needed. */
  readonly durable = false;
  readonly #machine = mockDriver();
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  async capabilities(): Promise<Capabilities> {
    return await this.#machine.capabilities();
  }

  /** A driver translates, one to one; order, rollback and undo are not its business. */
  async apply(operations: readonly KernelOperation[], options: ApplyOptions): Promise<ApplyResult> {
    const result = await this.#machine.apply(operations, options);
    for (const [index, operation] of operations.entries()) {
      if (result.outcomes[index]?.status !== 'done') continue;
      for (const command of ipCommands(operation)) this.#write(shellLine(command));
    }
    return result;
  }

  async read(query: StateQuery): Promise<NetworkState> {
    return await this.#machine.read(query);
  }

  async close(): Promise<void> {
    await this.#machine.close();
  }
}

await using net = createNet({ driver: new ScriptDriver(console.log) });

const commit = await net
  .namespace('web')
  .veth('eth0', { address: '10.0.0.2/24', peer: { name: 'web0', address: '10.0.0.1/24' } })
  .route('default', { via: '10.0.0.1' })
  .commit();

console.log('# and all of it back:');
await commit.undo();
