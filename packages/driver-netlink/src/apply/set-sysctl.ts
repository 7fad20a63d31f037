import type { SysctlSet } from '@netloom/core';
import { writeSysctl } from '../sysctl/sysctl-file.js';
import type { Applier } from './applier.js';

/** `sysctl -w …`. */
export const setSysctl: Applier<SysctlSet> = ({ namespace, key, value }, session, outbox) => {
  outbox.flush();
  writeSysctl(session.namespace(namespace), session.home, key, value);
  return undefined;
};
