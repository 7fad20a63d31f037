import type { Observation } from '../../kernel/support/observe.js';

/** Indexes of 2^30 to 2^31 are chosen by netloom, others each time. */
const OUR_INDEXES = /\b[12]\d{9}\b/g;
const MACS = /\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g;
const LINK_LOCAL = /\bfe80::[0-9a-f:]+/g;

/**
 * An observation with what is chosen anew by every commit replaced: indexes by their order, hardware addresses and the
 * link-local ones made of them by a mark, unless the state before has them.
 */
export function likeness(observation: Observation, before: Observation): readonly string[] {
  const known = JSON.stringify(before);
  const lines = linesOf(observation);
  const keep = (value: string, instead: string): string => (known.includes(value) ? value : instead);
  const indexes = [...new Set(lines.flatMap((line) => line.match(OUR_INDEXES) ?? []))]
    .filter((index) => !known.includes(index))
    .toSorted();
  const alike = lines.map((line) =>
    line
      .replaceAll(OUR_INDEXES, (index) => (indexes.includes(index) ? `#${indexes.indexOf(index)}` : index))
      .replaceAll(MACS, (mac) => keep(mac, 'MAC'))
      .replaceAll(LINK_LOCAL, (address) => keep(address, 'LINK-LOCAL')),
  );
  // What is listed in the order of hardware addresses has another order each time.
  return alike.map((line) => line.replace(/ (fdb|neighbours) #\d+ /, ' $1 ')).toSorted();
}

/** An observation, an item a line. */
export function linesOf(observation: Observation): readonly string[] {
  return Object.entries(observation).flatMap(([namespace, lists]) =>
    Object.entries(lists).flatMap(([list, items]) =>
      (items as readonly unknown[]).map(
        (item, place) =>
          `${namespace || '(host)'} ${list} #${place} ${typeof item === 'string' ? item : JSON.stringify(item)}`,
      ),
    ),
  );
}

export function differenceOf(expected: readonly string[], actual: readonly string[]): string[] {
  const surplus = (some: readonly string[], others: readonly string[]): string[] => {
    const left = [...others];
    return some.filter((line) => {
      const place = left.indexOf(line);
      if (place >= 0) left.splice(place, 1);
      return place < 0;
    });
  };
  return [
    ...surplus(expected, actual).map((line) => `- ${line}`),
    ...surplus(actual, expected).map((line) => `+ ${line}`),
  ];
}
