import test from 'ava';
import { DriverError, HOST, UnsupportedError } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';

const driver = iproute2({ ip: '/nonexistent/ip', bridge: '/nonexistent/bridge' });

test('without ip the package that has it is named', async (t) => {
  const error = await t.throwsAsync(driver.capabilities(), { instanceOf: UnsupportedError });
  t.regex(error?.message ?? '', /package iproute2/);
});

test('another program of that name is no iproute2', async (t) => {
  const error = await t.throwsAsync(iproute2({ ip: 'true' }).capabilities(), { instanceOf: UnsupportedError });
  t.regex(error?.message ?? '', /not that of iproute2/);
});

test('an operation that cannot be run has failed, and the rest was not run', async (t) => {
  const said: string[] = [];
  const { outcomes } = await driver.apply(
    [
      { op: 'namespace.add', namespace: 'never' },
      { op: 'namespace.add', namespace: 'never2' },
    ],
    { after: [[], []], signal: new AbortController().signal, onOutcome: (_, { status }) => said.push(status) },
  );
  t.like(outcomes[0], { status: 'failed', errno: 'ENOENT', command: 'ip netns add never' });
  t.deepEqual(outcomes[1], { status: 'not-run' });
  t.deepEqual(said, ['failed', 'not-run']);
});

test('an operation that has no safe form changes nothing', async (t) => {
  const { outcomes } = await driver.apply(
    [
      { op: 'namespace.add', namespace: 'never' },
      { op: 'link.delete', namespace: HOST, name: 'if7' },
    ],
    { after: [[], []], signal: new AbortController().signal, onOutcome: () => {} },
  );
  t.deepEqual(outcomes[0], { status: 'not-run' });
  t.like(outcomes[1], { status: 'failed', errno: 'EINVAL' });
});

test('a read that cannot be run is a DriverError', async (t) => {
  await t.throwsAsync(driver.read({ namespaces: [HOST] }), { instanceOf: DriverError, message: /the host.*ENOENT/ });
});
