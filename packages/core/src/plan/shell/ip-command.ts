import type { NamespaceRef } from '../../value/namespace-ref.js';

/** One call of a tool of iproute2 (or of one that stands in for what `ip` cannot do), with the namespace that it runs in and without the words that lead there. */
export interface IpCommand {
  readonly namespace: NamespaceRef;
  readonly program: 'ip' | 'bridge' | 'sysctl' | 'touch' | 'mount' | 'umount' | 'rm';
  /** Needs `ip -6`, which a line of a batch cannot say by itself. */
  readonly inet6?: boolean;
  readonly args: readonly string[];
}

/** What the words of a command depend on beside the operation. */
export interface ShellContext {
  /** What stands for the host's namespace after `netns`: the path of its nsfs file. */
  readonly hostNetns: string;
  /**
   * Gives an index to a link that is added from another namespace than its own and has none. Kernels before 6.15 look the
   * *name* of a new link up in the namespace of the caller unless an index is asked for.
   */
  readonly chooseIndex?: () => number;
}

/** For text that a person pastes into a shell, where `$$` is that shell, which runs in the host's namespace. */
export const SHELL_HOST_NETNS = '/proc/$$/ns/net';
