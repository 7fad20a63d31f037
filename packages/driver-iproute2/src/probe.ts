import { DriverError, type ProbeTarget } from '@netloom/core';
import { runProcess } from './exec/processes.js';
import type { Tools } from './exec/tools.js';
import { wrap } from './wrap.js';

/** Seconds that one echo request is waited for; the caller's signal ends it earlier. */
const ECHO_TIMEOUT_S = 5;

/** Connects and leaves; run by Node in the namespace, with address and port as arguments. */
const CONNECT = `
const [host, port] = process.argv.slice(1);
require('node:net').connect({ host, port: Number(port) })
  .on('connect', () => process.exit(0))
  .on('error', (error) => { process.stderr.write(error.message); process.exit(1); });
`;

/** Sends one echo request (`ping`), or opens one TCP connection, from the namespace. */
export async function probe(target: ProbeTarget, tools: Tools): Promise<void> {
  const { namespace, protocol, address, port, signal } = target;
  const [file, args] = protocol === 'icmp' ? pingCommand(address) : connectCommand(address, port ?? 0);
  const subject = `${address}${port === undefined ? '' : ` port ${port}`}`;
  const command = tools.programs(wrap(namespace, file, args));
  const finished = await runProcess(command, { signal }).catch((error: unknown) => {
    throw new DriverError(`${subject} did not answer in time`, { cause: error });
  });
  if (finished.code === 0) return;
  const reason = finished.spawnError ?? (lastLine(finished.stderr) || lastLine(finished.stdout) || 'no answer');
  throw new DriverError(`${subject} did not answer: ${reason}`);
}

function pingCommand(address: string): [string, string[]] {
  return ['ping', ['-n', '-c', '1', '-W', String(ECHO_TIMEOUT_S), '--', address]];
}

function connectCommand(address: string, port: number): [string, string[]] {
  return [process.execPath, ['-e', CONNECT, '--', address, String(port)]];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
