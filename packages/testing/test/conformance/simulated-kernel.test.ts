import test from 'ava';
import type { Driver } from '@netloom/core';
import { describeDriver, mockDriver, simulatedKernel } from '@netloom/testing';

describeDriver('the simulated kernel', () => mockDriver(), {
  test: (title, body) =>
    test(title, async (t) => {
      await body();
      t.pass();
    }),
});

/** Runs the suite, or some of it, and tells of each case that is left out why. */
async function leftOut(missingKinds: readonly string[], areas?: readonly string[]) {
  const bodies: (() => Promise<void>)[] = [];
  const reasons: string[] = [];
  const kernel = simulatedKernel({ features: { missingKinds } });
  const count = describeDriver('lacking', () => mockDriver({ kernel }), {
    test: (_title, body) => bodies.push(body),
    onLeftOut: (_title, reason) => reasons.push(reason),
    ...(areas === undefined ? {} : { areas }),
  });
  for (const body of bodies) await body();
  return { bodies, count, reasons, names: kernel.namespaces() };
}

test('cases that need a kind of link that the kernel lacks are left out, with the reason', async (t) => {
  const { bodies, count, reasons } = await leftOut(['macvlan'], ['macvlan', 'veth']);
  t.is(bodies.length, count);
  t.true(reasons.length > 5);
  t.true(reasons.length < count);
  t.deepEqual([...new Set(reasons)], ['links of kind macvlan cannot be made here']);
});

for (const kind of ['veth', 'bridge']) {
  test(`none of the others fails where ${kind} is what is lacking, and nothing is left behind`, async (t) => {
    const { reasons, names } = await leftOut([kind]);
    const lacking = `links of kind ${kind} cannot be made here`;
    t.true(reasons.filter((reason) => reason === lacking).length > 10);
    t.true(reasons.every((reason) => reason === lacking || reason === 'the driver has no watch()'));
    t.deepEqual(names, []);
  });
}

/** What the author of a driver is told of one case. */
async function told(driver: () => Driver, area: string): Promise<string> {
  const bodies: (() => Promise<void>)[] = [];
  describeDriver('broken', driver, { areas: [area], test: (_title, body) => bodies.push(body) });
  const [body] = bodies;
  return body === undefined
    ? 'no case'
    : await body().then(
        () => 'passes',
        (error: unknown) => String(error),
      );
}

test('a driver that does nothing yet is told of the first thing that is missing', async (t) => {
  const unwritten = (): Driver => {
    const driver = mockDriver();
    driver.apply = async () => Promise.reject(new DOMException('apply is not written', 'AbortError'));
    driver.read = async () => Promise.reject(new Error('read is not written'));
    driver.close = async () => Promise.reject(new Error('close is not written'));
    return driver;
  };
  t.regex(await told(unwritten, 'veth'), /^AbortError: apply is not written\nThe rule: IFLA_LINK/);
});

test('a namespace that is left behind is a failure', async (t) => {
  const kept = () => mockDriver({ faults: [{ op: 'namespace.delete', errno: 'EBUSY', times: Infinity }] });
  t.regex(await told(kept, 'veth'), /the namespaces of the case are deleted/);
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
