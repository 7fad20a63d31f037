import './sandbox-only.js';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { ipJson, run } from './support/ip.js';

const ARTICLE = fileURLToPath(new URL('support/article.js', import.meta.url));

/** Runs the article's example where no command can be found. */
function withoutPrograms(...args: readonly string[]): unknown {
  const env = { PATH: '/nowhere', NETLOOM_SANDBOX: '1' };
  return JSON.parse(execFileSync(process.execPath, [ARTICLE, ...args], { encoding: 'utf8', env }));
}

test('the example of the article, with no command on the PATH: made, checked, rolled back, undone', (t) => {
  run('ip', 'link', 'add', 'name', 'eth0', 'up', 'type', 'bridge');
  const state = {
    failed: 'NETLOOM_ERR_COMMIT',
    left: [],
    links: [
      ['lo', 'loopback', true],
      ['veth0-ct', 'veth', true],
      ['macvlan0', 'macvlan', true],
    ],
    addresses: ['127.0.0.1/8', '10.10.10.11/24', '192.168.7.20/24'],
    gateway: '10.10.10.10',
  };
  t.deepEqual(withoutPrograms('undo'), state);
  t.deepEqual(
    ipJson('link', 'show').map(({ ifname }) => ifname),
    ['lo', 'eth0'],
  );
  t.deepEqual(withoutPrograms('keep'), state);
  t.deepEqual(
    ipJson('-n', 'netns01', 'link', 'show').map(({ ifname }) => ifname),
    ['lo', 'veth0-ct', 'macvlan0'],
  );
  t.regex(run('ip', '-n', 'netns01', 'route'), /^default via 10\.10\.10\.10 dev veth0-ct/m);
  run('ip', 'netns', 'delete', 'netns01');
});
