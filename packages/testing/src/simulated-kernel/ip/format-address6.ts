interface Run {
  readonly start: number;
  readonly length: number;
}

/**
 * The text form of RFC 5952: in lower case, with `::` for the longest run of two or more groups of zeros, the first of
 * them. A large state has tens of thousands of addresses, so that this is no place for regular expressions.
 */
export function formatAddress6(value: bigint): string {
  const groups = groupsOf(value);
  const { start, length } = longestZeros(groups);
  if (length < 2) return textOf(groups, 0, 8);
  return `${textOf(groups, 0, start)}::${textOf(groups, start + length, 8)}`;
}

function groupsOf(value: bigint): readonly number[] {
  const groups: number[] = [];
  for (let shift = 96n; shift >= 0n; shift -= 32n) {
    const two = Number(BigInt.asUintN(32, value >> shift));
    groups.push(two >>> 16, two & 0xffff);
  }
  return groups;
}

function longestZeros(groups: readonly number[]): Run {
  let longest: Run = { start: 0, length: 0 };
  let start = 0;
  for (let end = 0; end < groups.length; end += 1) {
    if (groups[end] !== 0) start = end + 1;
    else if (end + 1 - start > longest.length) longest = { start, length: end + 1 - start };
  }
  return longest;
}

function textOf(groups: readonly number[], from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index += 1) {
    text += `${index === from ? '' : ':'}${(groups[index] ?? 0).toString(16)}`;
  }
  return text;
}
