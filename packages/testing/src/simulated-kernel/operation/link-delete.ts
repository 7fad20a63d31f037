import type { LinkDelete } from '@netloom/core';
import { destroyLink } from '../effect/destroy.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';

/** `ip link delete …`; lo and physical links cannot be deleted. */
export function deleteLink(kernel: KernelState, operation: LinkDelete): void {
  const link = kernel.require(operation.namespace).links.require(operation.name, operation.ifindex);
  if (!link.model.creatable) throw new KernelError('EOPNOTSUPP');
  destroyLink(kernel, link);
}
