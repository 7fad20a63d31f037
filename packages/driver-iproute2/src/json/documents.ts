import { DriverError } from '@netloom/core';
import { type JsonObject, isObject } from './json-object.js';

/** The documents that `ip -json -batch` prints, one a line of output: an array of objects for each line of the batch. */
export function documentsOf(output: string): readonly (readonly JsonObject[])[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseDocument);
}

function parseDocument(text: string): readonly JsonObject[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return value.filter(isObject).filter((each) => Object.keys(each).length > 0);
  } catch (error) {
    throw new DriverError('ip printed what is no JSON', { cause: error });
  }
  throw new DriverError('ip printed JSON that is no list');
}
