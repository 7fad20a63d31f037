import type { Problem } from '../../error/problem.js';
import type { Operation } from '../../operation/operation.js';
import { warning, type Warner } from './look-around.js';

/** Makes a warner that remembers the hardware addresses said so far. */
export function macWarnings(): Warner {
  const said = new Map<string, string>();
  return function* (step): Generator<Problem> {
    for (const [mac, name] of macsOf(step.operation)) {
      const other = said.get(mac);
      if (other !== undefined && other !== name) {
        yield warning(
          step,
          'duplicate-mac',
          `"${name}" and "${other}" are both given the hardware address ${mac}: on one network neither works`,
          'give each its own, or leave them out',
        );
      }
      said.set(mac, name);
    }
  };
}

function macsOf(operation: Operation): readonly (readonly [mac: string, name: string])[] {
  if (operation.op === 'link.set') {
    return operation.changes.mac === undefined ? [] : [[operation.changes.mac, operation.name]];
  }
  if (operation.op !== 'link.add') return [];
  const ends = operation.kind === 'veth' ? [operation, operation.data.peer] : [operation];
  return ends.flatMap(({ mac, name }) => (mac === undefined ? [] : [[mac, name] as const]));
}
