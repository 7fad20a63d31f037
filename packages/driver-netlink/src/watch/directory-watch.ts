import { watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { SystemError } from '../libc/system-error.js';
import { markNamespaces } from '../namespace/namespace-directory.js';
import { NAMESPACE_DIRECTORY } from '../namespace/namespace-path.js';

/** A file is made first and mounted on then, which nobody tells of: so long it is looked at, and so often. */
const SETTLE_MS = 1000;
const LOOK_EVERY_MS = 5;

const ABOVE = dirname(NAMESPACE_DIRECTORY);

/** What is told by a {@link DirectoryWatch}. */
export interface DirectoryListener {
  change(added: readonly string[], deleted: readonly string[]): void;
  /** The directory can be watched no longer. */
  fail(error: unknown): void;
}

/** Tells of named namespaces that come and go; one in whose place another came is told of as both. */
export class DirectoryWatch {
  readonly #listener: DirectoryListener;
  readonly #above: FSWatcher | undefined;
  #inside: FSWatcher | undefined;
  #known: ReadonlyMap<string, string>;
  #timer: NodeJS.Timeout | undefined;
  #lookUntil = 0;
  #isClosed = false;

  /** @throws {@link SystemError} ENOSPC where the user watches as many files as is allowed (inotify(7)). */
  constructor(listener: DirectoryListener) {
    this.#listener = listener;
    // The directory itself is made by the first namespace.
    this.#above = this.#watch(ABOVE, (file) => {
      if (`${ABOVE}/${file}` === NAMESPACE_DIRECTORY) this.#beginAnew();
    });
    try {
      this.#watchInside();
    } catch (error) {
      this.close();
      throw error;
    }
    this.#known = markNamespaces();
  }

  /** Those that are there now. */
  get names(): readonly string[] {
    return [...this.#known.keys()];
  }

  close(): void {
    this.#isClosed = true;
    this.#above?.close();
    this.#inside?.close();
    clearTimeout(this.#timer);
  }

  /** The directory may be another one than before. */
  #beginAnew(): void {
    try {
      this.#watchInside();
      this.#notice();
    } catch (error) {
      this.#listener.fail(error);
    }
  }

  #watchInside(): void {
    this.#inside?.close();
    this.#inside = this.#watch(NAMESPACE_DIRECTORY, () => this.#notice());
  }

  /** Nothing where there is no such directory. */
  #watch(path: string, notice: (file: string | null) => void): FSWatcher | undefined {
    try {
      const watcher = watch(path, (_event, file) => notice(file));
      return watcher.on('error', (error) => this.#listener.fail(error));
    } catch (error) {
      const { code = 'EIO', message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return undefined;
      throw new SystemError(`watch ${path}`, code, message);
    }
  }

  #notice(): void {
    this.#lookUntil = performance.now() + SETTLE_MS;
    this.#look();
  }

  #look(): void {
    clearTimeout(this.#timer);
    const before = this.#known;
    const now = (this.#known = markNamespaces());
    const added = [...now].filter(([name, mark]) => before.get(name) !== mark).map(([name]) => name);
    const deleted = [...before].filter(([name, mark]) => now.get(name) !== mark).map(([name]) => name);
    if (added.length > 0 || deleted.length > 0) this.#listener.change(added, deleted);
    if (this.#isClosed || performance.now() >= this.#lookUntil) return;
    this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS);
  }
}
