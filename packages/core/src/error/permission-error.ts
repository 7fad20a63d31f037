import { NetloomError } from './netloom-error.js';

/** The process lacks a privilege (CAP_NET_ADMIN, CAP_SYS_ADMIN). Nothing was touched. */
export class PermissionError extends NetloomError {
  override readonly code = 'NETLOOM_ERR_PERMISSION';
}
