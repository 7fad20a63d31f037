import { PORT_OPTION_WORDS, type PortOptions } from '@netloom/core';
import { type JsonObject, numberAt } from './json-object.js';

/** The options of a bridge port out of `info_slave_data`. */
export function portOptions(data: JsonObject): PortOptions {
  return Object.fromEntries(
    Object.entries(PORT_OPTION_WORDS).flatMap(([option, key]) => {
      const value = typeof data[key] === 'boolean' ? data[key] : numberAt(data, key);
      return value === undefined ? [] : [[option, value]];
    }),
  );
}
