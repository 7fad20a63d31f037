import { readFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';

/** What the numbers depend on. */
export function describeMachine() {
  const [{ model }] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    kernel: release(),
    cpu: model.trim(),
    cpus: cpus().length,
    node: process.version,
    load: loadNow(),
    rcuExpedited: readFlag('/sys/kernel/rcu_expedited'),
  };
}

/** Of the last minute, also by others. */
export function loadNow() {
  return loadavg()[0].toFixed(1);
}

/** Where it is set the kernel waits less when links come and go. */
function readFlag(path) {
  try {
    return readFileSync(path, 'utf8').trim() !== '0';
  } catch {
    return undefined;
  }
}
