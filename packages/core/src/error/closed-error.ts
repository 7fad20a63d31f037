import { NetloomError } from './netloom-error.js';

/** The `Net` was closed; calls after that reject with this. */
export class ClosedError extends NetloomError {
  override readonly code = 'NETLOOM_ERR_CLOSED';

  constructor() {
    super('this Net is closed');
  }
}
