import type { JsonValue, KindOption } from '@netloom/core';
import { type JsonObject, numberAt, textAt } from './json-object.js';

/** The options of a kind out of `info_data`, in the words of `LinkKinds`. */
export function kindData(
  options: Readonly<Record<string, KindOption>>,
  data: JsonObject,
): { readonly [option: string]: JsonValue } {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, option]) => {
      const value = optionValue(option, data);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function optionValue({ word, type, json = word }: KindOption, data: JsonObject): JsonValue | undefined {
  if (type === 'word') return textAt(data, json);
  if (type === 'number') return numberAt(data, json);
  const value = data[json];
  return typeof value === 'boolean' ? value : bit(numberAt(data, json));
}

function bit(value: number | undefined): boolean | undefined {
  return value === undefined ? undefined : value !== 0;
}
