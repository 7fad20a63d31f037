import test from 'ava';
import { UnsupportedError } from '@netloom/core';
import { inSandbox, sandbox, whyNoSandbox } from '@netloom/testing';

// This file alone believes to be elsewhere: each has a process of its own.
Object.defineProperty(process, 'platform', { value: 'darwin' });
delete process.env['NETLOOM_SANDBOX'];

const REASON = 'network namespaces are a feature of Linux, this is darwin';

test('elsewhere than on Linux there is none, and the reason is told', async (t) => {
  t.is(await whyNoSandbox(), REASON);
  const error = await t.throwsAsync(sandbox(['true']), { instanceOf: UnsupportedError });
  t.is(error.message, `no sandbox can be made: ${REASON}`);
});

test('tests are skipped there', async (t) => {
  const skipped: string[] = [];
  const runner = Object.assign((title: string) => t.fail(title), {
    skip: (title: string) => skipped.push(title),
  });
  const stand = await inSandbox(runner);
  stand('reaches the gateway');
  t.deepEqual(skipped, [`reaches the gateway (no sandbox can be made: ${REASON})`]);
});
