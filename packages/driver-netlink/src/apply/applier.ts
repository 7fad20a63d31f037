import type { KernelOperation, NamespaceIdentity } from '@netloom/core';
import type { Session } from '../engine/session.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import type { KernelFailure } from '../socket/ack.js';
import type { MessageWriter } from '../wire/message-writer.js';

/** Carries out one operation. What goes wrong is thrown: a refusal of the kernel as {@link RequestError}. */
export type Applier<O extends KernelOperation> = (operation: O, session: Session) => Applied;

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

/** Sends the one message of the writer and sees it acknowledged. */
export function send(namespace: OpenNamespace, writer: MessageWriter, swapped = false): void {
  const ack = namespace.socket.ask(writer);
  if (ack.status === 'failed')
    throw new RequestError(ack, Buffer.from(writer.bytes.subarray(0, writer.length)), swapped);
  if (ack.status === 'unknown') throw new LostAckError('the answer of the kernel was lost');
}
