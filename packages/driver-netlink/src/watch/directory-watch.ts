import { watch, type FSWatcher } from 'node:fs';
import { dirname } from 'node:path';
import { markNamespaces } from '../namespace/namespace-directory.js';
import { NAMESPACE_DIRECTORY } from '../namespace/namespace-path.js';

/** A file is made first and mounted on then, which nobody tells of: so long it is looked at, and so often. */
const SETTLE_MS = 1000;
const LOOK_EVERY_MS = 5;

/** Tells of named namespaces that come and go; one in whose place another came is told of as both. */
export class DirectoryWatch {
  readonly #onChange: (added: readonly string[], deleted: readonly string[]) => void;
  readonly #above: FSWatcher | undefined;
  #inside: FSWatcher | undefined;
  #known: ReadonlyMap<string, string>;
  #timer: NodeJS.Timeout | undefined;
  #lookUntil = 0;
  #isClosed = false;

  constructor(onChange: (added: readonly string[], deleted: readonly string[]) => void) {
    this.#onChange = onChange;
    // The directory itself is made by the first namespace.
    const above = dirname(NAMESPACE_DIRECTORY);
    this.#above = watchIfThere(above, (file) => {
      if (`${above}/${file}` !== NAMESPACE_DIRECTORY) return;
      this.#watchInside();
      this.#notice();
    });
    this.#watchInside();
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
  #watchInside(): void {
    this.#inside?.close();
    this.#inside = watchIfThere(NAMESPACE_DIRECTORY, () => this.#notice());
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
    if (added.length > 0 || deleted.length > 0) this.#onChange(added, deleted);
    if (this.#isClosed || performance.now() >= this.#lookUntil) return;
    this.#timer = setTimeout(() => this.#look(), LOOK_EVERY_MS);
  }
}

function watchIfThere(path: string, notice: (file: string | null) => void): FSWatcher | undefined {
  try {
    return watch(path, (_event, file) => notice(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  }
}
