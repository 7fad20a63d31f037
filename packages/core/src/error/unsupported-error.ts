import { NetloomError } from './netloom-error.js';

/** The kernel, the driver or the machine lacks something that the transaction needs. Nothing was touched. */
export class UnsupportedError extends NetloomError {
  override readonly code = 'NETLOOM_ERR_UNSUPPORTED';
}
