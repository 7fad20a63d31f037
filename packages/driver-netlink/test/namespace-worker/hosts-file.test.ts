import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { readHosts, readNameServers } from '../../dist/namespace-worker/hosts-file.js';

function withFile(text: string, use: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-'));
  try {
    writeFileSync(join(folder, 'file'), text);
    use(join(folder, 'file'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('names of a hosts file, in any case, with comments', (t) => {
  const text = '# comment\n127.0.0.1\tlocalhost Here # more\n\n::1 localhost\n10.0.0.1\n';
  withFile(text, (path) => {
    const hosts = readHosts(path);
    t.deepEqual(hosts.get('localhost'), ['127.0.0.1', '::1']);
    t.deepEqual(hosts.get('here'), ['127.0.0.1']);
    t.is(hosts.size, 2);
  });
});

test('servers of a resolv.conf', (t) => {
  withFile('search example.org\n nameserver 10.0.0.53\n#nameserver 1.1.1.1\nnameserver 2001:db8::53\n', (path) => {
    t.deepEqual(readNameServers(path), ['10.0.0.53', '2001:db8::53']);
  });
});

test('files that do not exist', (t) => {
  t.is(readHosts('/nowhere/hosts').size, 0);
  t.deepEqual(readNameServers('/nowhere/resolv.conf'), []);
});
