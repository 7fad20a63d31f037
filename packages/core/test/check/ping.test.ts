import test from 'ava';
import { ping, UnsupportedError, ValidationError } from '@netloom/core';
import type { ProbeTarget } from '@netloom/core';
import { checkContext } from './check-context.js';

test('it has a name, and asks the driver where that can probe', async (t) => {
  const targets: ProbeTarget[] = [];
  const check = ping('FD00::0:1');
  t.is(check.name, 'ping fd00::1');
  await check.run(checkContext({ probe: async (target) => void targets.push(target) }));
  t.is(targets.length, 1);
  t.like(targets[0], { namespace: 'web', protocol: 'icmp', address: 'fd00::1' });
});

test('it is tried again until it succeeds', async (t) => {
  let tries = 0;
  const probe = async (): Promise<void> => {
    if (++tries < 4) throw new Error('Host is unreachable');
  };
  await ping('10.0.0.1', { intervalMs: 5 }).run(checkContext({ probe }));
  t.is(tries, 4);
});

test('when the time is over it fails with the last reason', async (t) => {
  let tries = 0;
  const probe = (): Promise<void> => Promise.reject(new Error(`reason ${++tries}`));
  const begun = performance.now();
  const error = await t.throwsAsync(async () =>
    ping('10.0.0.1', { timeoutMs: 800, intervalMs: 10 }).run(checkContext({ probe })),
  );
  t.true(tries > 2);
  t.is(error.message, `reason ${tries} (tried ${tries} times in 800 ms)`);
  t.true(performance.now() - begun < 3000);
});

test('a probe that is never answered is cut short, and the reason before it kept', async (t) => {
  let tries = 0;
  const probe = ({ signal }: ProbeTarget): Promise<void> =>
    ++tries === 1
      ? Promise.reject(new Error('Network is unreachable'))
      : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut'))));
  const error = await t.throwsAsync(async () =>
    ping('10.0.0.1', { timeoutMs: 500, intervalMs: 10 }).run(checkContext({ probe })),
  );
  t.is(error.message, 'Network is unreachable (tried 2 times in 500 ms)');
});

test('an abort ends it at once, with its reason', async (t) => {
  const abort = new AbortController();
  const why = new Error('the commit was aborted');
  const probe = async (): Promise<void> => {
    abort.abort(why);
    throw new Error('no answer');
  };
  t.is(await t.throwsAsync(async () => ping('10.0.0.1').run(checkContext({ probe, signal: abort.signal }))), why);
});

test('without a probe it runs the command, with the target as its last argument', async (t) => {
  const calls: (readonly string[])[] = [];
  const command = (file: string, args: readonly string[]) => {
    calls.push([file, ...args]);
    return ['true', []] as const;
  };
  await ping('web.example').run(checkContext({ command }));
  t.deepEqual(calls, [['ping', '-c', '1', '-W', '1', 'web.example']]);
});

for (const [what, script, reason] of [
  [
    'a router',
    "echo 'PING 10.9.9.9'; echo 'From 10.0.0.1 icmp_seq=1 Destination Host Unreachable'; echo '1 packets transmitted, 0 received, 100% packet loss'; exit 1",
    'From 10.0.0.1 icmp_seq=1 Destination Host Unreachable',
  ],
  ['the kernel', "echo 'ping: connect: Network is unreachable' >&2; exit 2", 'ping: connect: Network is unreachable'],
  [
    'nobody',
    "echo 'PING 10.9.9.9'; echo '1 packets transmitted, 0 received, 100% packet loss, time 0ms'; exit 1",
    '1 packets transmitted, 0 received, 100% packet loss, time 0ms',
  ],
] as const) {
  test(`the reason is what ${what} said`, async (t) => {
    const command = () => ['sh', ['-c', script]] as const;
    const error = await t.throwsAsync(async () =>
      ping('10.9.9.9', { timeoutMs: 3000, intervalMs: 3000 }).run(checkContext({ command })),
    );
    t.is(error.message, `${reason} (tried once in 3000 ms)`);
  });
}

for (const [how, command] of [
  ['started directly', () => ['netloom-no-such-command', []] as const],
  [
    'started by ip',
    () => ['sh', ['-c', `echo 'exec of "ping" failed: No such file or directory' >&2; exit 1`]] as const,
  ],
] as const) {
  test(`a ping that is not installed, ${how}, ends it at once and names the package`, async (t) => {
    const begun = performance.now();
    const error = await t.throwsAsync(async () => ping('10.0.0.1').run(checkContext({ command })), {
      instanceOf: UnsupportedError,
    });
    t.regex(error.message, /iputils-ping/);
    t.true(performance.now() - begun < 3000);
  });
}

for (const target of [
  '-f',
  '--flood',
  '',
  ' ',
  '10.0.0.1 -f',
  '10.0.0',
  '0x7f.1',
  '127.1',
  '010.0.0.1',
  'a..b',
  '-a.b',
  'a-.b',
  'a/b',
  'a;b',
  '$(id)',
  'fe80::1%eth0',
  `${'a'.repeat(64)}.b`,
  'a.'.repeat(127) + 'aa',
]) {
  test(`'${target.slice(0, 20)}' is no target`, (t) => {
    const error = t.throws(() => ping(target), { instanceOf: ValidationError });
    t.regex(error.problems[0]?.call ?? '', /^ping\(/);
  });
}

test('times must be times', (t) => {
  t.throws(() => ping('10.0.0.1', { timeoutMs: 0 }), { instanceOf: ValidationError });
  t.throws(() => ping('10.0.0.1', { intervalMs: Number.NaN }), { instanceOf: ValidationError });
  t.notThrows(() => ping('10.0.0.1', { timeoutMs: undefined, intervalMs: undefined }));
});
