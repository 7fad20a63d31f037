import type { Capabilities, Driver } from '@netloom/core';
import type { Lab } from './lab.js';

/** What a case needs of a driver; without it the case is left out, and said to be. */
export interface Needs {
  /** Kinds of links without which there is nothing to see. Those that the lab is told to make it misses by itself. */
  readonly kinds?: readonly string[];
  /** `changes.namespaceIndex` is honoured. */
  readonly moveIndex?: boolean;
  /** Methods that a driver may leave out. */
  readonly methods?: readonly ('wrap' | 'watch' | 'probe' | 'namespaces')[];
}

/** One thing that every driver does. */
export interface ConformanceCase {
  /** What is expected, as a sentence. */
  readonly title: string;
  /** Where that comes from: the kernel's function, an RFC, or the contract of the port. */
  readonly rule: string;
  readonly needs?: Needs;
  run(lab: Lab): Promise<void>;
}

/** Cases about one subject. */
export interface Area {
  readonly name: string;
  readonly cases: readonly ConformanceCase[];
}

/** What the driver lacks for a case, or `undefined` where it has everything. */
export function lackFor(needs: Needs | undefined, driver: Driver, capabilities: Capabilities): string | undefined {
  const kind = needs?.kinds?.find((name) => !capabilities.linkKinds.has(name));
  if (kind !== undefined) return lackOfKind(kind);
  if (needs?.moveIndex === true && capabilities.moveIndex !== true)
    return 'the driver cannot choose an index for a move';
  const method = needs?.methods?.find((name) => driver[name] === undefined);
  return method === undefined ? undefined : `the driver has no ${method}()`;
}

export function lackOfKind(kind: string): string {
  return `links of kind ${kind} cannot be made here`;
}
