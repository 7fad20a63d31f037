/** Words that mean themselves to the parser of `ip -batch`. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Printable ASCII without quotes, backslash and `#`: what stays as it is between double quotes. */
const QUOTABLE = /^[\x20\x21\x24-\x26\x28-\x5b\x5d-\x7e]*$/;

/** `ip` takes at most 511 words a line (MAX_ARGS in its source); some are left in reserve. */
const MAX_WORDS = 500;

/**
 * The words as one line of a batch, or `undefined` where a word could be read as anything else than itself: then the
 * command is run as a process of its own, where words are arguments and nothing is parsed.
 */
export function batchLine(words: readonly string[]): string | undefined {
  if (words.length === 0 || words.length > MAX_WORDS) return undefined;
  const line: string[] = [];
  for (const word of words) {
    if (PLAIN.test(word)) line.push(word);
    else if (QUOTABLE.test(word)) line.push(`"${word}"`);
    else return undefined;
  }
  return line.join(' ');
}
