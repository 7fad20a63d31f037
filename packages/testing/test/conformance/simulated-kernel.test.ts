import test from 'ava';
import { describeDriver, mockDriver, simulatedKernel } from '@netloom/testing';

describeDriver('the simulated kernel', () => mockDriver(), {
  test: (title, body) =>
    test(title, async (t) => {
      await body();
      t.pass();
    }),
});

test('cases that need a kind of link that the kernel lacks are left out, with the reason', async (t) => {
  const bodies: (() => Promise<void>)[] = [];
  const reasons: string[] = [];
  const kernel = simulatedKernel({ features: { missingKinds: ['macvlan'] } });
  const count = describeDriver('lacking', () => mockDriver({ kernel }), {
    areas: ['macvlan', 'veth'],
    test: (_title, body) => bodies.push(body),
    onLeftOut: (_title, reason) => reasons.push(reason),
  });
  t.is(bodies.length, count);
  for (const body of bodies) await body();
  t.true(reasons.length > 5);
  t.true(reasons.length < count);
  t.deepEqual([...new Set(reasons)], ['links of kind macvlan cannot be made here']);
});

test('a case that fails says which rule it comes from', async (t) => {
  const bodies: (() => Promise<void>)[] = [];
  const broken = () => mockDriver({ faults: [{ op: 'link.add', errno: 'EIO', times: Infinity }] });
  describeDriver('broken', broken, { areas: ['veth'], test: (_title, body) => bodies.push(body) });
  await t.throwsAsync(async () => bodies[0]?.(), { message: /EIO[^]*The rule: IFLA_LINK/ });
});

test('an area that does not exist is told, with those that do', (t) => {
  t.throws(() => describeDriver('mine', () => mockDriver(), { areas: ['vet'], test: () => undefined }), {
    instanceOf: RangeError,
    message: /namespace, outcomes, link.*got "vet"/,
  });
});
