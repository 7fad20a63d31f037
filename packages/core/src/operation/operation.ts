import type { AddressAdd, AddressDelete, AddressReplace } from './address-operation.js';
import type { DhcpAcquire } from './dhcp-operation.js';
import type { FdbAdd, FdbDelete } from './fdb-operation.js';
import type { LinkAdd, LinkDelete, LinkSet } from './link-operation.js';
import type { NamespaceAdd, NamespaceDelete, NamespaceSet } from './namespace-operation.js';
import type { NeighbourAdd, NeighbourDelete, NeighbourReplace } from './neighbour-operation.js';
import type { RouteAdd, RouteDelete, RouteReplace } from './route-operation.js';
import type { RuleAdd, RuleDelete } from './rule-operation.js';
import type { SysctlSet } from './sysctl-operation.js';

/** An operation that a driver carries out. Plain JSON data: it can be printed, journalled, compared and sent. */
export type KernelOperation =
  | NamespaceAdd
  | NamespaceDelete
  | NamespaceSet
  | LinkAdd
  | LinkSet
  | LinkDelete
  | AddressAdd
  | AddressReplace
  | AddressDelete
  | RouteAdd
  | RouteReplace
  | RouteDelete
  | NeighbourAdd
  | NeighbourReplace
  | NeighbourDelete
  | RuleAdd
  | RuleDelete
  | FdbAdd
  | FdbDelete
  | SysctlSet;

/** Everything that a plan can hold. */
export type Operation = KernelOperation | DhcpAcquire;

export type OperationName = Operation['op'];

/** The operation of a name; tables over all names are `{ [N in OperationName]: … }`, so that none can be forgotten. */
export type OperationOf<N extends OperationName> = Extract<Operation, { readonly op: N }>;
