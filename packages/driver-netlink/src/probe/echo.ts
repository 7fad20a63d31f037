/** Types of ICMP messages (RFC 792, RFC 4443). */
const ECHO = { inet: { request: 8, reply: 0 }, inet6: { request: 128, reply: 129 } } as const;

/** An echo request: type, code, checksum, identifier, sequence, and some bytes to carry. */
export function echoRequest(family: keyof typeof ECHO, id: number): Uint8Array {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, ECHO[family].request);
  view.setUint16(4, id);
  view.setUint16(6, 1);
  // The kernel writes the checksum of ICMPv6 itself, since it covers addresses that it chooses.
  if (family === 'inet') view.setUint16(2, checksum(view));
  return bytes;
}

/** Tells whether a raw socket received the answer to the request of that identifier. */
export function isEchoReply(family: keyof typeof ECHO, bytes: Uint8Array, id: number): boolean {
  // A raw socket of IPv4 gives the IP header too; its length stands in its low four bits, in words.
  const start = family === 'inet' ? ((bytes[0] ?? 0) & 15) * 4 : 0;
  if (bytes.length < start + 8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, 8);
  return view.getUint8(0) === ECHO[family].reply && view.getUint16(4) === id;
}

/** RFC 1071: the ones' complement of the ones' complement sum. */
function checksum(view: DataView): number {
  let sum = 0;
  for (let at = 0; at < view.byteLength; at += 2) sum += view.getUint16(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
