import type { EventBus } from '../event/event-bus.js';
import type { Operation } from '../operation/operation.js';
import type { HookContext, Plugin, PluginContext, PluginHooks } from './plugin.js';

type HookName = keyof PluginHooks;
type HookArguments<H extends HookName> = Parameters<NonNullable<PluginHooks[H]>>;

/** A hook that threw, with whose it was. */
export class HookFailure extends Error {
  readonly plugin: string;
  readonly hook: HookName;

  constructor(plugin: string, hook: HookName, cause: unknown) {
    super(`plugin "${plugin}" failed in ${hook}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.plugin = plugin;
    this.hook = hook;
  }
}

/** The plugins of a `Net` in the order in which they were given. */
export class PluginChain {
  readonly #plugins: Plugin[] = [];
  readonly #events: EventBus;
  #setUp: Promise<void> = Promise.resolve();

  constructor(events: EventBus) {
    this.#events = events;
  }

  /** @throws TypeError where a plugin of that name is there already. */
  add(plugin: Plugin, context: PluginContext): void {
    if (this.#plugins.some(({ name }) => name === plugin.name)) {
      throw new TypeError(`a plugin called "${plugin.name}" is in use already`);
    }
    this.#plugins.push(plugin);
    this.#setUp = this.#setUp.then(async () => plugin.setup?.(context));
    // Whoever plans first is told; until then a failure is nobody's.
    this.#setUp.catch(() => undefined);
  }

  /** Waits for every plugin to be set up. */
  async ready(): Promise<void> {
    await this.#setUp;
  }

  /** Whether operations must run one by one, because a plugin looks at each. */
  get watchesOperations(): boolean {
    return this.#plugins.some(
      ({ hooks }) => hooks !== undefined && ('beforeOperation' in hooks || 'afterOperation' in hooks),
    );
  }

  /** Passes the operations from plugin to plugin; `changedBy` tells which gave an operation that was not there before. */
  async plan(
    operations: readonly Operation[],
    context: HookContext,
  ): Promise<{ operations: readonly Operation[]; changedBy: Map<Operation, string> }> {
    const changedBy = new Map<Operation, string>();
    let current = operations;
    for (const { name, hooks } of this.#plugins) {
      if (!hooks?.plan) continue;
      const known = new Set(current);
      const next = await attempt(name, 'plan', async () => hooks.plan?.(current, context));
      if (!next) continue;
      for (const operation of next) if (!known.has(operation)) changedBy.set(operation, name);
      current = next;
    }
    return { operations: current, changedBy };
  }

  /** @throws HookFailure with the first hook that throws; those behind it are not called. */
  async run<H extends Exclude<HookName, 'plan'>>(hook: H, ...args: HookArguments<H>): Promise<void> {
    for (const { name, hooks } of this.#plugins) await attempt(name, hook, async () => call(hooks, hook, args));
  }

  /** Runs hooks whose outcome changes nothing any more: what they throw is reported as `plugin:error`. */
  async tell<H extends Exclude<HookName, 'plan'>>(hook: H, ...args: HookArguments<H>): Promise<void> {
    for (const { name, hooks } of this.#plugins) {
      try {
        await call(hooks, hook, args);
      } catch (error) {
        this.#events.emit('plugin:error', { plugin: name, hook, error });
      }
    }
  }
}

async function call<H extends HookName>(
  hooks: PluginHooks | undefined,
  hook: H,
  args: HookArguments<H>,
): Promise<void> {
  const method = hooks?.[hook] as ((...args: readonly unknown[]) => unknown) | undefined;
  await method?.apply(hooks, args);
}

async function attempt<T>(plugin: string, hook: HookName, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new HookFailure(plugin, hook, error);
  }
}
