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
    load: loadavg()[0].toFixed(1),
    rcuExpedited: readFlag('/sys/kernel/rcu_expedited'),
  };
}

/** Where it is set the kernel waits less when links come and go. */
function readFlag(path) {
  try {
    return readFileSync(path, 'utf8').trim() !== '0';
  } catch {
    return undefined;
  }
}
