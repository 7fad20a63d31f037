export { HOST, describeNamespace, isHost, namespaceFromKey, namespaceKey } from './value/namespace-ref.js';
export type { NamespaceRef } from './value/namespace-ref.js';
export type { AddressFamily } from './value/address-family.js';
export type { JsonValue } from './value/json.js';

export type { LinkKinds, LinkKindName } from './link-kind/link-kinds.js';
export type { VethData, VethPeer } from './link-kind/veth.js';
export type { BridgeData } from './link-kind/bridge.js';
export type { MacvlanData, MacvlanMode } from './link-kind/macvlan.js';

export type { KernelOperation, Operation, OperationName, OperationOf } from './operation/operation.js';
export type { OnLink, OnNamespace } from './operation/on-namespace.js';
export type { LinkAttributes } from './operation/link-attributes.js';
export type { NamespaceAdd, NamespaceDelete, NamespaceSet } from './operation/namespace-operation.js';
export type { AddressGeneration, LinkAdd, LinkChanges, LinkDelete, LinkSet } from './operation/link-operation.js';
export type { PortOptions } from './operation/port-options.js';
export type { AddressAdd, AddressAttributes, AddressDelete, AddressReplace } from './operation/address-operation.js';
export type {
  NextHop,
  RouteAdd,
  RouteAttributes,
  RouteDelete,
  RouteReplace,
  RouteType,
} from './operation/route-operation.js';
export type {
  NeighbourAdd,
  NeighbourAttributes,
  NeighbourDelete,
  NeighbourReplace,
} from './operation/neighbour-operation.js';
export type { RuleAdd, RuleAttributes, RuleDelete } from './operation/rule-operation.js';
export type { FdbAdd, FdbAttributes, FdbDelete } from './operation/fdb-operation.js';
export type { SysctlSet } from './operation/sysctl-operation.js';
export type { DhcpAcquire } from './operation/dhcp-operation.js';

export type {
  AddressState,
  FdbState,
  LinkReference,
  LinkState,
  NamespaceIdentity,
  NamespaceState,
  NeighbourState,
  NetworkState,
  RouteState,
  RuleState,
} from './state/network-state.js';
export type { StateEvent } from './state/state-event.js';

export type {
  ApplyOptions,
  ApplyPhase,
  ApplyResult,
  Capabilities,
  Driver,
  OperationFailure,
  Outcome,
  ProbeTarget,
  StateQuery,
  WatchOptions,
} from './driver/driver.js';
export { STATE_TABLES } from './driver/state-table.js';
export type { StateTable } from './driver/state-table.js';

export { ERROR_CODES } from './error/error-code.js';
export type { ErrorCode } from './error/error-code.js';
export { NetloomError } from './error/netloom-error.js';
export { ValidationError } from './error/validation-error.js';
export { UnsupportedError } from './error/unsupported-error.js';
export { PermissionError } from './error/permission-error.js';
export { ConflictError } from './error/conflict-error.js';
export { DriverError } from './error/driver-error.js';
export { ClosedError } from './error/closed-error.js';
export { CommitError } from './error/commit-error.js';
export type { CommitErrorDetails, CommitPhase } from './error/commit-error.js';
export { RollbackError } from './error/rollback-error.js';
export type { Residue, RollbackOutcome } from './error/rollback-error.js';
export type { Problem } from './error/problem.js';
export { PROBLEM_CODES } from './error/problem-code.js';
export type { ProblemCode } from './error/problem-code.js';

export { commandsOf, ipCommands } from './plan/shell/ip-commands.js';
export { commandArguments } from './plan/shell/command-arguments.js';
export { shellLine } from './plan/shell/shell-line.js';
export type { IpCommand, ShellContext } from './plan/shell/ip-command.js';
export { LINK_KIND_OPTIONS } from './plan/shell/link-kind-words.js';
export type { KindOption } from './plan/shell/link-kind-words.js';
export { namespaceName, namespacePath } from './plan/shell/word.js';
export { PORT_OPTION_WORDS } from './plan/shell/port-words.js';
export { sysctlKey } from './plan/shell/sysctl-commands.js';

export { ping } from './check/ping.js';
export { tcp } from './check/tcp.js';
export type { NamedCheck } from './check/named-check.js';
export type { RetryOptions } from './check/retry-options.js';
export { waitFor } from './wait-for.js';
export type { Observed, WaitOptions } from './wait-for.js';

export { defineLinkKind } from './link-kind/link-kind.js';
export type { LinkKind } from './link-kind/link-kind.js';
export type { DhcpOptions, LinkOptions } from './link-kind/link-options.js';
export type { VethOptions, VethPeerOptions } from './link-kind/veth-options.js';
export type { MacvlanOptions, ParentOptions } from './link-kind/macvlan-options.js';
export type { BridgeOptions } from './link-kind/bridge-options.js';
export { peerName } from './value/peer-name.js';

export type { Transaction } from './builder/transaction.js';
export type { AddressOptions, DeleteAddressOptions } from './builder/options/address-options.js';
export type { FdbOptions } from './builder/options/fdb-options.js';
export type { LinkChangeOptions } from './builder/options/link-change-options.js';
export type { MoveOptions } from './builder/options/move-options.js';
export type { NamespaceOptions } from './builder/options/namespace-options.js';
export type { DeleteNeighbourOptions, NeighbourOptions } from './builder/options/neighbour-options.js';
export type { NextHopOptions, RouteOptions } from './builder/options/route-options.js';
export type { RuleOptions } from './builder/options/rule-options.js';

export { createNet } from './create-net.js';
export type { DriverExtras, Net, NetOf } from './net.js';
export type { NetOptions } from './net-options.js';
export type { Plan, PlanOptions, PlanPurpose } from './plan/plan.js';
export { describeOperation } from './plan/describe-operation.js';
export type { CommitOptions, EnsureOptions } from './transaction/commit-options.js';
export type { Commit, CommittedLink, UndoOptions, UndoReport } from './transaction/commit.js';
export type { CommitRecord } from './transaction/commit-record.js';
export { runGuard } from './transaction/guard/guard-program.js';
export type { Journal } from './transaction/journal/journal.js';
export type { Check, CheckContext } from './transaction/check.js';
export type { Exec } from './transaction/exec.js';
export type { Lease } from './transaction/lease.js';
export type { LeaseOptions, LeaseService } from './transaction/dhcp.js';
export type { AcquiredLease } from './dhcp/acquire-lease.js';
export type { DhcpClientHandle } from './dhcp/dhcp-client.js';
export { leaseOf, leaseOperations } from './dhcp/lease-operations.js';
export type { LeasedLink } from './dhcp/lease-operations.js';
export type { LeaseReport, LeaseRoute } from './dhcp/lease-report.js';
export type { NetEvent, NetEventName, NetEvents } from './event/net-events.js';
export { EventBus } from './event/event-bus.js';
export type { HookContext, Plugin, PluginContext, PluginHooks } from './plugin/plugin.js';
export { CLOCK, DRIVER, EVENTS, JOURNAL, LEASES } from './di/tokens.js';
export type { Clock } from './di/clock.js';
export { toMermaid } from './state/render/to-mermaid.js';
