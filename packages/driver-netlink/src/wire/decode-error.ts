/** Bytes that are no well-formed netlink message. The one error that the decoder throws. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}
