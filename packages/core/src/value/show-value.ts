/** Longer texts are cut: a hostile value must not flood a log. */
const LONGEST = 40;

/** Controls, invisible and direction-turning characters, line breaks and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Shows an unknown value in a message: texts in single quotes with what could confuse a terminal escaped, others by
 * their type. Never throws and runs no code of the value's own.
 */
export function showValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${printable(value)}'`;
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? 'an array' : 'an object';
    case 'function':
      return 'a function';
    default:
      return 'a symbol';
  }
}

/** Most texts need no escaping, and are shown by the thousand. */
const PLAIN = /^[\w .:/@+-]{0,40}$/;

function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll(UNPRINTABLE, (character) => String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'));
}
