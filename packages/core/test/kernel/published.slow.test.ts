import './sandbox-only.js';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

/** A folder with the examples, in which the packages are found as they are published. */
function published(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-published-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
    if (name !== '@netloom') symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  execFileSync(process.execPath, [join(REPOSITORY, '.ci/bundle.mjs'), join(modules, '@netloom')]);
  cpSync(join(REPOSITORY, 'examples/dist'), join(folder, 'examples'), { recursive: true });
  cpSync(join(REPOSITORY, 'examples/package.json'), join(folder, 'examples/package.json'));
  return folder;
}

/** Each loads a file by its own address: the driver's thread, a worker in a namespace, the guard of a commit. */
const PROGRAMS: readonly (readonly [file: string, output: RegExp])[] = [
  ['01-veth-and-namespace.js', /veth0-ct\S* +UP +10\.10\.10\.11\/24[^]*namespaces left: \[\]/],
  ['05-custom-driver.js', /ip netns add/],
  ['07-http-in-a-namespace.js', /^10\.7\.0\.2 asked 10\.7\.0\.1 for \/hello$/m],
  ['08-confirm-and-recover.js', /undone: unconfirmed[^]*web is committed/],
];

test('the examples run on the packages as they are published', (t) => {
  const folder = published();
  try {
    for (const [file, output] of PROGRAMS) {
      t.regex(execFileSync(process.execPath, [join(folder, 'examples', file)], { encoding: 'utf8' }), output, file);
    }
    const rootless = `
      import { createNet } from '@netloom/core';
      import { netlink } from '@netloom/driver-netlink';
      const net = createNet({ driver: netlink({ rootless: true }) });
      await net.namespace('inside').commit();
      console.log(await net.namespaces());
      await net.close();
    `;
    const args = ['--input-type=module', '-e', rootless];
    t.regex(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }), /\[ 'inside' \]/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
