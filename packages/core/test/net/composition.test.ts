import test from 'ava';
import { CLOCK, createNet, DRIVER, EventBus, EVENTS, JOURNAL, LEASES, type Clock } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

test('each net has a container of its own', (t) => {
  const a = createNet({ driver: mockDriver() });
  const b = createNet({ driver: mockDriver() });
  t.not(a.container, b.container);
  t.not(a.container.resolve(EVENTS), b.container.resolve(EVENTS));
  t.not(a.container.resolve(DRIVER), b.container.resolve(DRIVER));
  for (const token of [CLOCK, JOURNAL, LEASES]) t.true(a.container.isRegistered<unknown>(token));
});

test("what the application registered is used, and the application's container stays its own", async (t) => {
  const application = createNet({ driver: mockDriver() }).container.createChildContainer();
  const events = new EventBus();
  const clock: Clock = { now: () => new Date('2030-01-02T03:04:05Z'), monotonicMs: () => 0 };
  application.registerInstance(EVENTS, events);
  application.registerInstance(CLOCK, clock);
  const net = createNet({ driver: mockDriver(), container: application });
  t.is(net.container.resolve(EVENTS), events);
  const commit = await net.namespace('a').commit();
  t.is(commit.durationMs, 0);
  t.is((await net.commits())[0]?.startedAt, '2030-01-02T03:04:05.000Z');
});

test('the driver of the options wins over one that the parent has', (t) => {
  const parent = createNet({ driver: mockDriver() }).container;
  const driver = mockDriver();
  t.is(createNet({ driver, container: parent }).container.resolve(DRIVER), driver);
});

test('opening does nothing: the driver is first asked when something is to be done', (t) => {
  const driver = mockDriver();
  const asked: string[] = [];
  const watched = new Proxy(driver, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value === 'function') asked.push(String(name));
      return value;
    },
  });
  createNet({ driver: watched });
  t.deepEqual(asked, []);
});
