import { NetloomError } from './netloom-error.js';

/** Reading, watching, or reaching a namespace failed. */
export class DriverError extends NetloomError {
  override readonly code = 'NETLOOM_ERR_DRIVER';
  readonly errno?: string;
  readonly kernelMessage?: string;

  constructor(
    message: string,
    options?: ErrorOptions & { readonly errno?: string | undefined; readonly kernelMessage?: string | undefined },
  ) {
    super(message, options);
    if (options?.errno !== undefined) this.errno = options.errno;
    if (options?.kernelMessage !== undefined) this.kernelMessage = options.kernelMessage;
  }
}
