/**
 * What the kernel answers to a request that it refuses: the errno by its name, and the text of the extended ack where the
 * kernel gives one (`NLMSGERR_ATTR_MSG`, see netlink(7)).
 */
export class KernelError extends Error {
  readonly errno: string;
  readonly kernelMessage?: string;
  /** The field of the operation that the kernel points at. */
  readonly attribute?: string;

  constructor(errno: string, kernelMessage?: string, attribute?: string) {
    super(kernelMessage === undefined ? errno : `${errno}: ${kernelMessage}`);
    this.name = 'KernelError';
    this.errno = errno;
    if (kernelMessage !== undefined) this.kernelMessage = kernelMessage;
    if (attribute !== undefined) this.attribute = attribute;
  }
}
