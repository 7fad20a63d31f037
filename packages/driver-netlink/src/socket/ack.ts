/** What the kernel said of one request: nothing wrong, an error, or nothing at all because the answer was lost. */
export type Ack = typeof DONE | KernelFailure | typeof LOST;

export const DONE: { readonly status: 'done' } = Object.freeze({ status: 'done' });

/** The receive queue ran over (ENOBUFS): the request was carried out or not, the kernel's state alone can tell. */
export const LOST: { readonly status: 'unknown' } = Object.freeze({ status: 'unknown' });

export interface KernelFailure {
  readonly status: 'failed';
  /** The kernel's name of the error: `EEXIST`. */
  readonly errno: string;
  /** Extended ack: the kernel's own text. */
  readonly message?: string;
  /** Extended ack: where in the request the attribute begins that the kernel did not like, counted from its header. */
  readonly offset?: number;
}
