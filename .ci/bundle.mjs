// bundle.mjs DIRECTORY   writes the packages as they are published into DIRECTORY, a folder each: the code of a package in
// few files instead of hundreds, because Node needs a third of a millisecond for each that it imports, and a process that
// makes one commit would spend most of its time on that. For the same reason packages in CommonJS are required, not
// imported: to know what they export, Node starts a parser of its own, which takes twenty milliseconds, and reads each of
// their files twice. Declarations and sources are as they were. Run after a build.
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const PACKAGES = new URL('../packages/', import.meta.url).pathname;

/** Files that are loaded by their own address, beside those of `exports`. They say it relative to where they stand. */
const LOADED = {
  core: ['transaction/guard/guard-entry.js'],
  'driver-iproute2': [],
  'driver-netlink': [
    'worker/engine-worker.js',
    'ahead/namespace-maker.js',
    'rootless/helper.js',
    'namespace-worker/enter.js',
  ],
  testing: ['mock-driver/answering-process.js'],
};

const require = createRequire(import.meta.url);

/** Dependencies in CommonJS; tsyringe asks for the one before it when it is loaded. */
const COMMONJS = new Set(['reflect-metadata', 'tsyringe', 'ipaddr.js', 'eventemitter3', 'fastest-levenshtein']);

const required = {
  name: 'required',
  resolveId: (id) => (COMMONJS.has(id) ? { id: `\0${id}`, moduleSideEffects: true } : null),
  load(id) {
    const name = id.slice(1);
    if (!id.startsWith('\0') || !COMMONJS.has(name)) return null;
    require('reflect-metadata');
    const names = Object.keys(require(name)).filter((key) => key !== 'default');
    return `
      import { createRequire } from 'node:module';
      const loaded = createRequire(import.meta.url)('${name}');
      export default loaded;
      ${names.length > 0 ? `export const { ${names.join(', ')} } = loaded;` : ''}
    `;
  },
};

export async function bundle(directory) {
  for (const [name, loaded] of Object.entries(LOADED)) await bundlePackage(name, loaded, join(directory, name));
}

async function bundlePackage(name, loaded, target) {
  const source = join(PACKAGES, name);
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await cp(join(source, 'package.json'), join(target, 'package.json'));
  for (const part of manifest.files.filter((each) => each !== 'dist')) {
    await cp(join(source, part), join(target, part), { recursive: true });
  }
  const isDeclaration = (path) => !/\.(?:js|js\.map|tsbuildinfo)$/.test(path);
  await cp(join(source, 'dist'), join(target, 'dist'), { recursive: true, filter: isDeclaration });

  const exported = Object.values(manifest.exports).flatMap((each) => each.default ?? []);
  const files = [...exported, ...loaded.map((file) => `./dist/${file}`)];
  const made = await rolldown({
    input: Object.fromEntries(files.map((file) => [basename(file, '.js'), join(source, file)])),
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0') && !COMMONJS.has(id),
    plugins: [required],
    platform: 'node',
    logLevel: 'warn',
  });
  // All side by side, so that what is said relative to one file holds for all.
  await made.write({
    dir: join(target, 'dist'),
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name]-[hash].js',
    format: 'esm',
  });
  await made.close();
}

if (process.argv[1] === new URL(import.meta.url).pathname) await bundle(resolve(process.argv[2] ?? 'packed'));
