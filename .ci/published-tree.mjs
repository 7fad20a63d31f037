// published-tree.mjs DIRECTORY   makes a tree in DIRECTORY in which the packages are as they are published (bundle.mjs), with the
// tests of packages/testing as they were built beside them: for tests that start thousands of processes, and of that
// which is installed. Run after a build.
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle } from './bundle.mjs';

const ROOT = new URL('../', import.meta.url).pathname;
const tree = resolve(process.argv[2] ?? 'published');
const own = join(tree, 'node_modules/@netloom');

await bundle(join(tree, 'packages'));
await cp(join(ROOT, 'packages/testing/test-build'), join(tree, 'packages/testing/test-build'), { recursive: true });
await mkdir(own, { recursive: true });
for (const name of await readdir(join(tree, 'packages'))) {
  await symlink(join('../../packages', name), join(own, name));
}
for (const name of await readdir(join(ROOT, 'node_modules'))) {
  if (name !== '@netloom' && !name.startsWith('.')) {
    await symlink(join(ROOT, 'node_modules', name), join(tree, 'node_modules', name));
  }
}
