import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(ROOT + folder, { encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}${file}`);
}

/** Without white space: the same code is broken into other lines in a function than in a document. */
function tokensOf(text: string): string {
  return text.replaceAll(/\s/g, '');
}

const documents = ['README.md', 'CONTRIBUTING.md', ...filesIn('docs/', '.md')].concat(
  readdirSync(`${ROOT}packages`).map((name) => `packages/${name}/README.md`),
);
const folders = ['examples/', 'examples/readme/', 'examples/testing/', 'examples/driver/'];
const programs = folders
  .flatMap((folder) => filesIn(folder, '.ts'))
  .map((file) => tokensOf(readFileSync(ROOT + file, 'utf8')));

for (const document of documents) {
  const blocks = [...readFileSync(ROOT + document, 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(
    ([, code = '']) => code,
  );
  test(`${document}: its code is that of examples, which are compiled and run`, (t) => {
    for (const block of blocks) {
      const found = programs.some((program) => program.includes(tokensOf(block)));
      t.true(found, `no file below examples/ has this:\n\n${block}`);
    }
    // Every package shows how it is used.
    t.true(blocks.length > 0 || !document.endsWith('README.md'));
  });
}

test('every link between documents leads to a file', (t) => {
  for (const document of documents) {
    const folder = new URL(document, `file://${ROOT}`);
    for (const [, target = ''] of readFileSync(ROOT + document, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
      t.notThrows(() => {
        const path = fileURLToPath(new URL(target, folder));
        try {
          readFileSync(path);
        } catch {
          readdirSync(path);
        }
      }, `${document}: ${target}`);
    }
  }
});
