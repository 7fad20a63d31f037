import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { ERROR_CODES, PROBLEM_CODES } from '@netloom/core';

const DOCUMENT = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

const sections = new Map(
  DOCUMENT.split(/^## /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end)] as const;
    }),
);

test('every error code has a section, with what it means and what helps', (t) => {
  const documented = [...sections.keys()].filter((title) => title.startsWith('NETLOOM_ERR_'));
  t.deepEqual(documented, Object.keys(ERROR_CODES));
  for (const [code, meaning] of Object.entries(ERROR_CODES)) {
    const section = sections.get(code) ?? '';
    t.true(section.includes(meaning), `${code}: "${meaning}" is not said`);
    t.regex(section, /^\*\*Mend:\*\* \S/m, code);
  }
});

test('every problem code has a row, with what it means and what helps', (t) => {
  const rows = [...(sections.get('Problems') ?? '').matchAll(/^\| `([a-z-]+)` \| (.+?) \| (.+) \|$/gm)];
  const documented = new Map(rows.map(([, code, meaning, mend]) => [code, { meaning, mend }]));
  t.is(documented.size, rows.length, 'a code has two rows');
  t.deepEqual([...documented.keys()], Object.keys(PROBLEM_CODES));
  for (const [code, meaning] of Object.entries(PROBLEM_CODES)) t.is(documented.get(code)?.meaning, meaning, code);
});

test('every problem code is given somewhere', (t) => {
  const sources = fileURLToPath(new URL('../../src', import.meta.url));
  const text = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('problem-code.ts'))
    .map((file) => readFileSync(join(sources, file), 'utf8'))
    .join('\n');
  t.deepEqual(
    Object.keys(PROBLEM_CODES).filter((code) => !text.includes(`'${code}'`)),
    [],
  );
});
