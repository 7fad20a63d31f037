/** The `test` of a runner: AVA's and node:test's have the same way to skip. */
export interface TestFunction {
  skip(title: string, ...rest: never[]): unknown;
}

/** What is there to prepare and clear up for tests; without tests, nothing. */
const HOOKS: ReadonlySet<PropertyKey> = new Set(['before', 'after', 'beforeEach', 'afterEach']);
/** What the runners have that registers a test. */
const REGISTERS: ReadonlySet<PropertyKey> = new Set([
  'serial',
  'failing',
  'only',
  'skip',
  'todo',
  'test',
  'it',
  'describe',
  'suite',
]);

type Callable = (...args: unknown[]) => unknown;
/** What is skipped goes to the runner as it came. */
type SkipAnything = { skip: Callable };

/** A `test` of the same type by which every test is skipped, with the reason in its title. */
export function skippingTest<T extends TestFunction>(test: T, reason: string): T {
  const skip = (...[title, ...rest]: unknown[]): unknown => {
    const named = typeof title === 'string' ? `${title} (${reason})` : title;
    return (test as unknown as SkipAnything).skip(named, ...rest);
  };
  const hook: Callable = () => undefined;
  const standIn = (act: Callable): Callable =>
    new Proxy(act, {
      get(_target, property) {
        if (HOOKS.has(property)) return standIn(hook);
        // `after.always`, `serial.only` and the like.
        if (property === 'always' || REGISTERS.has(property)) return standIn(act);
        const own: unknown = Reflect.get(test, property);
        return own;
      },
    });
  // The stand-in has every property that the runner's own has.
  return standIn(skip) as unknown as T;
}
