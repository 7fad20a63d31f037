import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const PACKAGES = fileURLToPath(new URL('../../', import.meta.url));

const kernelTests = readdirSync(PACKAGES).flatMap((name) => {
  const folder = `${PACKAGES}${name}/test/kernel`;
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => `${folder}/${file}`);
  } catch {
    return [];
  }
});

test('every test that changes a network refuses to run outside a sandbox, before it does anything else', (t) => {
  t.true(kernelTests.length > 10);
  for (const file of kernelTests) {
    const [first] = readFileSync(file, 'utf8').split('\n');
    t.is(first, "import './sandbox-only.js';", file);
  }
});

test('and it does refuse', (t) => {
  const guard = fileURLToPath(new URL('kernel/sandbox-only.js', import.meta.url));
  const { NETLOOM_SANDBOX: _sandbox, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [guard], { env, encoding: 'utf8' });
  t.not(status, 0);
  t.regex(stderr, /in a sandbox only/);
});
