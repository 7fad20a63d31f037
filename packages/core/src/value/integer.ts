import type { ProblemCode } from '../error/problem-code.js';
import { accept, refuse, type Parser } from './parsed.js';
import { showValue } from './show-value.js';

/** Makes a parser of whole numbers from `least` to `most`. Texts are refused: `'1500'` is a mistake upstream. */
export function integer(code: ProblemCode, least: number, most: number, unit = ''): Parser<number> {
  const what = `a whole number from ${least} to ${most}${unit && ` ${unit}`}`;
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? accept(value)
      : refuse(code, `expected ${what}, got ${showValue(value)}`);
}

/** The largest number of 32 bits without a sign: what most numbers of rtnetlink are. */
export const UINT32_MAX = 0xff_ff_ff_ff;
