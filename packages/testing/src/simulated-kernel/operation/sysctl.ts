import type { SysctlSet } from '@netloom/core';
import { setSysctl } from '../effect/sysctl.js';
import type { KernelState } from '../kernel-state.js';

export function writeSysctl(kernel: KernelState, operation: SysctlSet): void {
  setSysctl(kernel, kernel.require(operation.namespace), operation.key, operation.value);
}
