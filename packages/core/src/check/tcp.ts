import { UnsupportedError } from '../error/unsupported-error.js';
import type { CheckContext } from '../transaction/check.js';
import type { Input } from '../value/input.js';
import { integer } from '../value/integer.js';
import type { NamedCheck } from './named-check.js';
import { retry } from './retry.js';
import { runInNamespace } from './run-in-namespace.js';
import { parseRetryOptions } from './retry-options.js';
import type { RetryOptions } from './retry-options.js';
import { requireParsed } from './require-parsed.js';
import { parseTarget } from './target.js';
import type { Target } from './target.js';

const parsePort = integer('port', 1, 65_535);

/** Run by this same Node, in the namespace: connects, and says why it could not. */
const CONNECT = `
const [host, port] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port: Number(port) });
socket.once('connect', () => process.exit(0));
socket.once('error', (error) => { process.stderr.write(error.message || error.code); process.exit(1); });
`;

/**
 * A check that a TCP connection to `host` and `port` can be opened from the namespace where `.verify` is called. It is
 * tried again until it succeeds or its own time is over; then the commit fails with the reason of the last try, and all is
 * rolled back. The connection is closed at once.
 *
 * @param host - an IPv4 or IPv6 address, or a host name, which is looked up in the namespace.
 * @param port - 1 to 65535.
 * @param options - `timeoutMs`: how long it is tried, 5000 by default; `intervalMs`: the pause between tries, 200 by
 * default.
 * @throws {ValidationError} where the host is neither an address nor a host name, or the port is none.
 *
 * @example
 *   tx.verify(tcp('10.0.0.1', 443, { timeoutMs: 2000 }))
 */
export function tcp(host: string, port: number, options: Input<RetryOptions> = {}): NamedCheck {
  const call = `tcp(${JSON.stringify(host)}, ${String(port)})`;
  const to = requireParsed(parseTarget(host), call);
  const toPort = requireParsed(parsePort(port), call);
  const times = parseRetryOptions(options, call);
  return {
    name: `tcp ${to.text.includes(':') ? `[${to.text}]` : to.text}:${toPort}`,
    run: (context) => retry((signal) => connectOnce(to, toPort, context, signal), times, context.signal),
  };
}

async function connectOnce(to: Target, port: number, context: CheckContext, signal: AbortSignal): Promise<void> {
  const { namespace, probe } = context;
  if (probe !== undefined && !to.isName) {
    await probe({ namespace, protocol: 'tcp', address: to.text, port, signal });
    return;
  }
  const args = ['-e', CONNECT, '--', to.text, String(port)];
  const { failed, missing, output } = await runInNamespace(context, process.execPath, args, signal);
  if (missing) throw new UnsupportedError(`${process.execPath} cannot be run in the namespace`);
  if (failed) throw new Error(output.trim() || 'no answer');
}
