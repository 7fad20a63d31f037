// The longest pause of this thread's event loop, by a timer of one millisecond.
import { openSync, readSync } from 'node:fs';

/** How long this thread has run, and how long it has waited for a processor, in ms: proc(5), and the kernel's sched-stats.rst. */
const schedstat = openSync('/proc/thread-self/schedstat', 'r');
const line = Buffer.alloc(128);
function spent() {
  const length = readSync(schedstat, line, 0, line.length, 0);
  const [worked, waited] = line.toString('latin1', 0, length).split(' ').map(Number);
  return { worked: worked / 1e6, waited: waited / 1e6 };
}

/** The longest pause between two ticks of a timer of one millisecond until it is stopped, with what this thread did in it. */
export function watchStalls() {
  let most = { stall: 0, worked: 0, waited: 0 };
  const begun = performance.now();
  let last = { at: begun, ...spent() };
  const look = () => {
    const now = { at: performance.now(), ...spent() };
    const stall = now.at - last.at - 1;
    if (stall > most.stall) most = { stall, worked: now.worked - last.worked, waited: now.waited - last.waited };
    last = now;
  };
  const timer = setInterval(look, 1);
  return () => {
    look();
    clearInterval(timer);
    return { ...most, took: performance.now() - begun };
  };
}
