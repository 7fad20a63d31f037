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
  // A third of the letters may differ, as compilers do it: more is another word. Two swapped letters count as two.
  const most = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return distance(word, best) <= most ? `did you mean '${best}'?` : undefined;
}
