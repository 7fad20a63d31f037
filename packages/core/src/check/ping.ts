import { UnsupportedError } from '../error/unsupported-error.js';
import type { CheckContext } from '../transaction/check.js';
import type { Input } from '../value/input.js';
import { runInNamespace } from './run-in-namespace.js';
import { retry } from './retry.js';
import { parseRetryOptions } from './retry-options.js';
import type { RetryOptions } from './retry-options.js';
import { requireParsed } from './require-parsed.js';
import { parseTarget } from './target.js';
import type { NamedCheck } from './named-check.js';
import type { Target } from './target.js';

/**
 * A check that `target` answers an ICMP echo request from the namespace where `.verify` is called: `ping -c 1 TARGET`. It
 * is tried again until it succeeds or its own time is over; then the commit fails with the reason of the last try, and all
 * is rolled back.
 *
 * @param target - an IPv4 or IPv6 address, or a host name, which is looked up in the namespace.
 * @param options - `timeoutMs`: how long it is tried, 5000 by default; `intervalMs`: the pause between tries, 200 by
 * default.
 * @throws {ValidationError} where the target is neither an address nor a host name.
 *
 * @example
 *   await net.namespace('web').veth('eth0', { address: '10.0.0.2/24', peer: { address: '10.0.0.1/24' } })
 *     .verify(ping('10.0.0.1')).commit();
 */
export function ping(target: string, options: Input<RetryOptions> = {}): NamedCheck {
  const call = `ping(${JSON.stringify(target)})`;
  const to = requireParsed(parseTarget(target), call);
  const times = parseRetryOptions(options, call);
  return {
    name: `ping ${to.text}`,
    run: (context) => retry((signal) => askOnce(to, context, signal), times, context.signal),
  };
}

async function askOnce({ text, isName }: Target, context: CheckContext, signal: AbortSignal): Promise<void> {
  const { namespace, probe } = context;
  if (probe !== undefined && !isName) {
    await probe({ namespace, protocol: 'icmp', address: text, signal });
    return;
  }
  const { failed, missing, output } = await runInNamespace(context, 'ping', ['-c', '1', '-W', '1', text], signal);
  if (missing) throw new UnsupportedError('the command ping is not installed (package iputils-ping)');
  if (failed) throw new Error(reasonIn(output));
}

/** Of what ping said, the router's or its own complaint, or else the count of packets. */
function reasonIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /unreachable|filtered|exceeded|^ping: /i.test(line)) ??
    lines.find((line) => line.includes('packet loss')) ??
    'no answer'
  );
}
