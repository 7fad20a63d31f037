import test from 'ava';
import * as fc from 'fast-check';
import { batchLine } from '../../dist/batch/batch-line.js';

/** How iproute2 reads a line (`getcmdline` and `makeargs` of lib/utils.c): comments, quotes, blanks. */
function readByIp(line: string): string[] {
  const words: string[] = [];
  let rest = line.replace(/#.*$/s, '').replace(/^[ \t\r\n]+/, '');
  while (rest !== '') {
    const quote = /^["']/.exec(rest)?.[0];
    const end = quote === undefined ? rest.search(/[ \t\r\n]|$/) : rest.indexOf(quote, 1);
    if (end < 0) throw new Error('Unterminated quoted string');
    words.push(quote === undefined ? rest.slice(0, end) : rest.slice(1, end));
    rest = rest.slice(end + 1).replace(/^[ \t\r\n]+/, '');
  }
  return words;
}

test('plain words stay as they are', (t) => {
  t.is(batchLine(['link', 'set', 'dev', 'if7', 'up']), 'link set dev if7 up');
  t.is(batchLine(['route', 'add', '::/0', 'via', 'fe80::1']), 'route add ::/0 via fe80::1');
});

test('blanks are quoted, and so is nothing at all', (t) => {
  t.is(batchLine(['alias', 'the blue end']), 'alias "the blue end"');
  t.is(batchLine(['alias', '']), 'alias ""');
  t.is(batchLine(['dev', '$(id);`id`|&']), 'dev "$(id);`id`|&"');
});

test('what the parser of a batch could read otherwise is no line', (t) => {
  for (const word of ['a"b', "it's", 'a\\b', 'a#b', 'a\nb', 'a\tb', 'a\rb', 'a\0b', 'é', '\u007f']) {
    t.is(batchLine(['alias', word]), undefined, JSON.stringify(word));
  }
  t.is(batchLine([]), undefined);
  t.is(batchLine(Array.from({ length: 512 }, () => 'a')), undefined);
});

test('a line is read back by ip as the words that it was made of, and is one line', (t) => {
  const word = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 12 }));
  let lines = 0;
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), (words) => {
      const line = batchLine(words);
      if (line === undefined) return;
      lines += 1;
      t.deepEqual(readByIp(line), words);
      t.notRegex(line, /[\n\r\0\\]/);
    }),
    { numRuns: 1000 },
  );
  t.true(lines > 50);
});
