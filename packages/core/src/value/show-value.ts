/** Longer texts are cut: a hostile value must not flood a log. */
const LONGEST = 40;

/** C0 and C1 controls, DEL, and the characters that turn the direction of text or break lines. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

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

function printable(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll(UNPRINTABLE, (character) => String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'));
}
