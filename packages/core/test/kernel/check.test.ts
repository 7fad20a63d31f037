import './sandbox-only.js';
import { createServer } from 'node:net';
import test from 'ava';
import { execa } from 'execa';
import type { Options } from 'execa';
import { ping, tcp } from '@netloom/core';
import type { CheckContext, Exec, NamespaceRef } from '@netloom/core';
import { driver, ip, isInstalled } from './dhcp-lab.js';

/** A namespace with 10.78.0.2, on a veth whose other end, in the host, has 10.78.0.1. */
async function inNamespace(use: (context: CheckContext) => Promise<void>): Promise<void> {
  const namespace = 'checked';
  await ip('netns', 'add', namespace);
  try {
    await ip(
      '-n',
      namespace,
      'link',
      'add',
      'name',
      'eth0',
      'type',
      'veth',
      'peer',
      'name',
      'check0',
      'netns',
      String(process.pid),
    );
    await ip('-n', namespace, 'address', 'add', '10.78.0.2/24', 'dev', 'eth0');
    await ip('address', 'add', '10.78.0.1/24', 'dev', 'check0');
    await ip('-n', namespace, 'link', 'set', 'dev', 'eth0', 'up');
    await ip('link', 'set', 'dev', 'check0', 'up');
    await use({
      namespace,
      signal: new AbortController().signal,
      leases: [],
      inspect: () => Promise.reject(new Error('a check of reachability reads no state')),
      exec: ((at: NamespaceRef, file: string, args: readonly string[] = [], options: Options = {}): unknown => {
        const [program = '', ...rest] = driver.wrap?.(at, file, args) ?? [];
        return execa(program, rest, options);
      }) as Exec,
    });
  } finally {
    // A link that only goes with its namespace keeps its peer's name in use for a while.
    await ip('link', 'delete', 'dev', 'check0');
    await ip('netns', 'delete', namespace);
  }
}

const [run, reason] = isInstalled('ping')
  ? ([test, ''] as const)
  : ([test.skip, ' (skipped: not installed: ping)'] as const);

run(`ping reaches the other end, and says why it does not reach others${reason}`, async (t) => {
  await inNamespace(async (context) => {
    await t.notThrowsAsync(async () => ping('10.78.0.1').run(context));
    const elsewhere = await t.throwsAsync(async () => ping('192.0.2.1', { timeoutMs: 300 }).run(context));
    t.regex(elsewhere.message, /Network is unreachable \(tried/);
    const silent = await t.throwsAsync(async () => ping('10.78.0.9', { timeoutMs: 1500 }).run(context));
    t.regex(silent.message, /unreachable|100% packet loss|no answer/i);
  });
});

test('tcp reaches a server at the other end, also one that comes late', async (t) => {
  await inNamespace(async (context) => {
    const refused = await t.throwsAsync(async () => tcp('10.78.0.1', 8080, { timeoutMs: 800 }).run(context));
    t.regex(refused.message, /ECONNREFUSED 10\.78\.0\.1:8080/);

    const checking = tcp('10.78.0.1', 8080, { timeoutMs: 20_000 }).run(context);
    const server = createServer((socket) => socket.end());
    setTimeout(() => server.listen(8080, '10.78.0.1'), 300);
    await t.notThrowsAsync(async () => checking);
    server.close();
  });
});
