import { watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { listNamespaces } from '../namespace/namespace-directory.js';
import { NAMESPACE_DIRECTORY } from '../namespace/namespace-path.js';

/** A file is made first and mounted on then, which nobody tells of: so long it is looked at, and so often. */
const SETTLE_MS = 1000;
const LOOK_EVERY_MS = 5;

/** Tells of named namespaces that come and go. */
export class DirectoryWatch {
  readonly #onChange: (added: readonly string[], deleted: readonly string[]) => void;
  readonly #watchers: FSWatcher[] = [];
  #known: ReadonlySet<string>;
  #timer: NodeJS.Timeout | undefined;
  #lookUntil = 0;

  constructor(onChange: (added: readonly string[], deleted: readonly string[]) => void) {
    this.#onChange = onChange;
    // The directory itself is made by the first namespace.
    for (const path of [dirname(NAMESPACE_DIRECTORY), NAMESPACE_DIRECTORY]) this.#watch(path);
    this.#known = new Set(listNamespaces());
  }

  /** Those that are there now. */
  get names(): readonly string[] {
    return [...this.#known];
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
    clearTimeout(this.#timer);
  }

  #watch(path: string): void {
    try {
      this.#watchers.push(watch(path, (_event, file) => this.#notice(path, file)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  #notice(path: string, file: string | null): void {
    if (path !== NAMESPACE_DIRECTORY) {
      if (`${path}/${file}` !== NAMESPACE_DIRECTORY || this.#watchers.length > 1) return;
      this.#watch(NAMESPACE_DIRECTORY);
    }
    this.#lookUntil = performance.now() + SETTLE_MS;
    this.#look();
  }

  #look(): void {
    clearTimeout(this.#timer);
    const now = new Set(listNamespaces());
    const added = [...now].filter((name) => !this.#known.has(name));
    const deleted = [...this.#known].filter((name) => !now.has(name));
    this.#known = now;
    if (added.length > 0 || deleted.length > 0) this.#onChange(added, deleted);
    if (performance.now() < this.#lookUntil) this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS);
  }
}
