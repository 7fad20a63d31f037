import { closest, distance } from 'fastest-levenshtein';

/** Comparing with more would take longer than the hint is worth. */
const MOST_CANDIDATES = 500;

/** "did you mean …", where one of the known words is a slip of the keyboard away. */
export function suggestion(word: string, known: Iterable<string>): string | undefined {
  const candidates: string[] = [];
  for (const candidate of known) {
    if (candidates.push(candidate) === MOST_CANDIDATES) break;
  }
  if (candidates.length === 0 || word.length > 64) return undefined;
  const best = closest(word, candidates);
  // A third of the letters may differ, as compilers do it: more is another word.
  return distance(word, best) <= Math.max(1, Math.floor(word.length / 3)) ? `did you mean '${best}'?` : undefined;
}
