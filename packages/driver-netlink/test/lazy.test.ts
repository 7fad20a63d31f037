import { execFileSync } from 'node:child_process';
import test from 'ava';

/** Runs a program in a process of its own, and gives what it prints. */
function program(source: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
    cwd: import.meta.dirname,
  }).trim();
}

test('importing the package loads neither koffi nor the engine, and a driver that is not used starts nothing', (t) => {
  const loaded = program(`
    import { netlink } from '@netloom/driver-netlink';
    const driver = netlink();
    await driver.close();
    const names = process.report.getReport().sharedObjects.filter((name) => name.includes('koffi'));
    console.log(JSON.stringify(names), Object.keys((await import('node:module')).default._cache ?? {}).filter((name) => name.includes('koffi')).length);
  `);
  t.is(loaded, '[] 0');
});

test('importing the package takes no time to speak of', (t) => {
  const times = [0, 1, 2, 3, 4].map(() =>
    Number(
      program(`
        const begun = process.cpuUsage();
        await import('@netloom/driver-netlink');
        const { user, system } = process.cpuUsage(begun);
        console.log((user + system) / 1000);
      `),
    ),
  );
  t.log(`${times.map((time) => time.toFixed(1)).join(', ')} ms of processor time`);
  // 15 ms are promised on a machine of its own; one that is busy with other tests gets more.
  t.true(Math.min(...times) < 45);
});
