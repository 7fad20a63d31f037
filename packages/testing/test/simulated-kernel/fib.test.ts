import test from 'ava';
import * as fc from 'fast-check';
import { Fib } from '../../dist/simulated-kernel/fib.js';
import { contains, networkOf, parseAddress, parsePrefix } from '../../dist/simulated-kernel/ip/ip-address.js';
import type { Route } from '../../dist/simulated-kernel/route.js';

function route(text: string): Route {
  return {
    family: 'inet',
    destination: networkOf(parsePrefix(text)),
    table: 254,
    type: 'unicast',
    tos: 0,
    metric: 0,
    scope: 'link',
    protocol: 'boot',
    source: undefined,
    preference: undefined,
    hops: [],
    metrics: undefined,
  };
}

const PREFIX = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 32 }))
  .map(([high, low, length]) => `10.${high}.0.${low}/${length}`);

test('finds the same routes as looking at each, however many there are', (t) => {
  const addresses = ['10.0.0.1', '10.3.0.3', '11.0.0.0'].map(parseAddress);
  fc.assert(
    fc.property(fc.array(fc.tuple(PREFIX, fc.boolean()), { maxLength: 60 }), (steps) => {
      const fib = new Fib('inet', 254);
      const standing: Route[] = [];
      for (const [text, adds] of steps) {
        const wanted = route(text);
        const { value, length } = wanted.destination;
        const twin = standing.find(({ destination }) => destination.value === value && destination.length === length);
        if (adds || twin === undefined) {
          fib.insert(wanted, fib.of(value, length).length);
          standing.push(wanted);
        } else {
          t.true(fib.remove(twin));
          t.false(fib.remove(twin));
          standing.splice(standing.indexOf(twin), 1);
        }
      }
      t.is([...fib.destinations()].flat().length, standing.length);
      for (const address of addresses) {
        const covering = standing.filter(({ destination }) => contains(destination, address));
        t.deepEqual(
          [...fib.covering(address)],
          covering.toSorted((a, b) => b.destination.length - a.destination.length),
        );
      }
    }),
    { seed: 20261124 },
  );
});
