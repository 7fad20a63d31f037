import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';

const EXAMPLES = fileURLToPath(new URL('../../../examples/dist/', import.meta.url));

/** Runs a test file with the runner that comes with Node, as a user does. */
async function runNodeTest(file: string): Promise<{ readonly failed: boolean; readonly stdout: string }> {
  // Of a runner around it, node:test would report to that one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  return await execa(process.execPath, ['--test', '--test-reporter=tap', EXAMPLES + file], {
    extendEnv: false,
    env,
    reject: false,
  });
}

test('unit tests run with node:test', async (t) => {
  const { failed, stdout } = await runNodeTest('testing/unit.node-test.js');
  t.false(failed, stdout);
  t.regex(stdout, /# pass 1\n# fail 0/);
});

test('so do those in a sandbox, or they say why not', async (t) => {
  const { failed, stdout } = await runNodeTest('testing/sandbox.node-test.js');
  t.false(failed, stdout);
  t.true(/# pass 2\n# fail 0/.test(stdout) || /no sandbox can be made: .*# SKIP/.test(stdout), stdout);
});

test('so does the conformance suite, with what the driver lacks skipped', async (t) => {
  const { failed, stdout } = await runNodeTest('driver/conformance.node-test.js');
  t.false(failed, stdout);
  t.regex(stdout, /ok \d+ - memory: namespace: names are listed in order # SKIP the driver has no namespaces\(\)/);
  t.regex(stdout, /# fail 0/);
});
