import type { MessageReader } from '../wire/message-reader.js';
import type { DumpName } from './dumps.js';
import type { NamespaceFacts, StateListener } from './state-listener.js';
import { TableDecoder, type Tables } from './tables.js';

/** A namespace whose tables have been read. It is not held open: there may be many. */
export interface ReadNamespace extends NamespaceFacts {
  readonly tables: Tables;
}

/** Makes tables of what the kernel says. */
export class StateDecoder implements StateListener {
  readonly #namespaces: ReadNamespace[] = [];
  #tables = new TableDecoder();

  /** Those that are complete. */
  get namespaces(): readonly ReadNamespace[] {
    return this.#namespaces;
  }

  begin(dump: DumpName): void {
    this.#tables.begin(dump);
  }

  take(messages: MessageReader): void {
    this.#tables.take(messages);
  }

  end(facts: NamespaceFacts): void {
    this.#namespaces.push({ ...facts, tables: this.#tables.tables() });
    this.#tables = new TableDecoder();
  }
}
