import type { KernelOperation, NamespaceIdentity } from '@netloom/core';
import type { Session } from '../engine/session.js';
import type { Ack, KernelFailure } from '../socket/ack.js';
import type { Outbox } from './outbox.js';

/**
 * Carries out one operation; its messages go through the outbox. What goes wrong is thrown: a refusal of the kernel as
 * {@link RequestError}.
 */
export type Applier<O extends KernelOperation> = (operation: O, session: Session, outbox: Outbox) => Applied;

/** Nothing more to say, or the identity of the namespace that was made. */
export type Applied = NamespaceIdentity | undefined;

/** The kernel refused a request. It keeps the request, so that the offset of the extended ack can be looked up in it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly failure: KernelFailure;
  readonly request: Buffer;
  /** The operation was carried out from the veth's other side: what is its peer's in the operation is the link's here. */
  readonly swapped: boolean;

  constructor(failure: KernelFailure, request: Buffer, swapped = false) {
    super(failure.message ?? failure.errno);
    this.failure = failure;
    this.request = request;
    this.swapped = swapped;
  }
}

/** The answer to a request was lost: whether it was carried out only the state can tell. */
export class LostAckError extends Error {
  override readonly name = 'LostAckError';
}

/** What the answer to a request says went wrong. */
export function errorOf(
  ack: Exclude<Ack, { readonly status: 'done' }> | undefined,
  request: Uint8Array,
  swapped?: boolean,
): Error {
  return ack?.status === 'failed'
    ? new RequestError(ack, Buffer.from(request), swapped)
    : new LostAckError('the answer of the kernel was lost');
}

/** Something failed among the messages that had to go before this operation, which is not to begin. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}
