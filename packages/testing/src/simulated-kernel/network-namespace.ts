import type { NamespaceIdentity, NamespaceRef } from '@netloom/core';
import { LinkTable } from './link-table.js';
import { RouteTable } from './route-table.js';
import { RuleTable } from './rule-table.js';
import { SysctlTree } from './sysctl-tree.js';

/** A network namespace, and everything that the kernel keeps for it. */
export class NetworkNamespace {
  /** How it is found; absent when it lives on without a name. */
  ref: NamespaceRef | undefined;
  readonly identity: NamespaceIdentity;
  readonly links: LinkTable = new LinkTable();
  readonly routes: RouteTable = new RouteTable();
  readonly rules: RuleTable = new RuleTable();
  readonly sysctls: SysctlTree = new SysctlTree();

  constructor(ref: NamespaceRef, identity: NamespaceIdentity) {
    this.ref = ref;
    this.identity = identity;
  }
}
