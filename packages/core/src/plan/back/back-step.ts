import type { KernelOperation } from '../../operation/operation.js';
import type { NamespaceModel } from '../../state/namespace-model.js';
import type { LinkState, NamespaceIdentity } from '../../state/network-state.js';
import type { NetworkModel } from '../../state/network-model.js';
import type { Footprint } from '../footprint.js';
import type { Meanwhile } from './meanwhile.js';

/**
 * The passes of going back, in their order. Each is planned anew on what the passes before it left: removing and
 * restoring links takes addresses along, and addresses routes. What follows from something else (the address and the MTU of a
 * bridge from its ports') is looked at when that is back: most of it has come back with it, and what is written would never
 * follow again. Rules come before routes, since the way to a gateway is looked up by them.
 */
export const PASSES = ['remove', 'namespaces', 'place', 'links', 'follow', 'addresses', 'rules', 'routes'] as const;
export type Pass = (typeof PASSES)[number];

/** One thing that differs from before, with the operation that puts it right. */
export interface BackStep {
  readonly pass: Pass;
  readonly operation: KernelOperation;
  /** What differs, for people. */
  readonly reason: string;
  /** Somebody else made it so after the transaction: only a rollback that is told to may touch it. */
  readonly foreign?: boolean;
  /** It is somebody else's, and what was undone before took it along. */
  readonly rescues?: boolean;
}

/** What going back is planned from. */
export interface BackContext {
  readonly before: NetworkModel;
  readonly current: NetworkModel;
  readonly footprint: Footprint;
  /** The namespaces that it is known to have made, with their identities as far as these are known. */
  readonly identities: ReadonlyMap<string, NamespaceIdentity | undefined>;
  /** When it began, in milliseconds: what is older is not its. */
  readonly since: number;
  /** What others did since the commit. */
  readonly meanwhile: Meanwhile;
}

/** A link of the footprint as it is now. */
export interface FoundLink {
  readonly namespace: NamespaceModel;
  readonly link: LinkState;
}
