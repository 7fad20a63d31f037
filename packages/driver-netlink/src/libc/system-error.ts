/** A system call failed. `errno` is the kernel's name for it. */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  readonly errno: string;
  /** The kernel's own text, where the reply carried one. */
  readonly kernelMessage?: string;

  constructor(action: string, errno: string, kernelMessage?: string) {
    super(`${action}: ${kernelMessage ?? errno}`);
    this.errno = errno;
    if (kernelMessage !== undefined) this.kernelMessage = kernelMessage;
  }
}
