import { ERRNOS } from './errnos.js';
import type { Strike } from './struck-driver.js';

/** Strikes that belong together: the first shows how many operations the rollback has, the others hit each of them. */
export interface StrikeFamily {
  readonly first: Strike;
  others(seen: number): readonly Strike[];
}

/** What may happen beside an operation that fails: its answer is lost, and the rollback fails in part or as a whole. */
export function strikesFor(at: number): readonly StrikeFamily[] {
  const errno = ERRNOS[at % ERRNOS.length] ?? 'EIO';
  const fails: Strike = { at, errno, effect: 'fails' };
  const alone = (strike: Strike): StrikeFamily => ({ first: strike, others: () => [] });
  const kinds = new Set<string>();
  return [
    alone({ ...fails, effect: 'lost', what: 'its answer is lost' }),
    {
      first: { ...fails, back: (_place, { op }) => !kinds.add(op), what: 'nothing' },
      others: (seen) => [
        ...eachPlace(seen).flatMap((place): Strike[] => [
          { ...fails, back: (each) => each === place, what: `operation ${place} of the rollback fails once` },
          {
            ...fails,
            back: (each) => each === place,
            backEffect: 'lost',
            what: `the answer to operation ${place} of the rollback is lost`,
          },
        ]),
        ...[...kinds].map((kind): Strike => ({
          ...fails,
          back: (_each, { op }) => op === kind,
          what: `every ${kind} of the rollback fails`,
        })),
        ...[2, 3, 5].map((step): Strike => ({
          ...fails,
          back: (each) => each % step === 0,
          what: `every ${step}. operation of the rollback fails`,
        })),
        { ...fails, back: () => true, what: 'all of the rollback fails' },
        { ...fails, back: () => true, backEffect: 'lost', what: 'all answers to the rollback are lost' },
      ],
    },
    alone({ ...fails, unreadable: (place) => place === 0, what: 'one read fails' }),
    alone({ ...fails, unreadable: (place) => place === 1, what: 'the second read fails' }),
    alone({ ...fails, unreadable: () => true, what: 'no read succeeds' }),
    alone({ ...fails, unreadable: (place) => place > 0, what: 'no read but the first succeeds' }),
    alone({ ...fails, defect: (place) => place === 0, what: 'the driver rejects once' }),
    alone({ ...fails, defect: () => true, what: 'the driver rejects always' }),
  ];
}

function eachPlace(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place);
}
