import { readFields, type Fields, type Given } from './fields.js';
import { accept, type Parser, type Refused } from './parsed.js';

/** Makes a parser of an object of options within another; what is wrong with each of them is told at once. */
export function recordOf<T>(fields: Fields<T>): Parser<Given<T>> {
  return (value) => {
    const refusals: Refused[] = [];
    const given = readFields(value, fields, (refused) => refusals.push(refused));
    const [first, ...also] = refusals;
    if (first === undefined) return accept(given);
    return also.length === 0 ? first : { ...first, also };
  };
}
