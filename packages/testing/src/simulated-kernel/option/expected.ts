/** Longer values are cut: a message is to be read. */
const LONGEST = 60;

/** Says what was expected of an option, and what was given. */
export function expected(option: string, what: string, got: unknown): RangeError {
  return new RangeError(`Expected \`${option}\` to be ${what}, got ${shown(got)}`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Refuses what is no object, and options that there are none of. */
export function expectOptions(of: string, given: unknown, known: readonly string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw expected(of, 'an object', given);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw expected(of, `an object of ${known.join(', ')}`, unknown);
}

/** Gives each item of a list what `parse` makes of it, under the name of its place. */
export function eachOf<T>(
  option: string,
  given: readonly unknown[],
  parse: (place: string, item: unknown) => T,
): readonly T[] {
  if (!Array.isArray(given)) throw expected(option, 'an array', given);
  return given.map((item, index) => parse(`${option}[${index}]`, item));
}

/** Refuses a list that has an item twice. */
export function expectDistinct(option: string, items: readonly (string | number)[]): void {
  const twice = items.find((item, index) => items.indexOf(item) !== index);
  if (twice !== undefined) throw expected(option, 'without repetitions', twice);
}
