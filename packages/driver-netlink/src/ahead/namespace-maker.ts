import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { addNamespace } from '../namespace/named-namespace.js';
import { namespacePath } from '../namespace/namespace-path.js';
import { SystemError } from '../libc/system-error.js';
import { openFile, OWN_NAMESPACE } from '../namespace/open-namespace.js';
import { RtnetlinkSocket } from '../socket/rtnetlink-socket.js';
import type { MakeFailure, MakeRequest, MakerReady } from './messages.js';
import { MOST_AHEAD, put, slotOf, slotsIn, type Slots } from './slots.js';

// A thread that makes namespaces for the engine's, a few ahead of it: most of that work needs no lock that adding links
// needs, so that the two go on side by side.

const home = openFile(OWN_NAMESPACE);

function make(name: string, slot: Int32Array): void {
  const socket = addNamespace(name, home, () => RtnetlinkSocket.open());
  slot[0] = openFile(namespacePath(name));
  slot[1] = socket.fd;
}

/** Waits until there is room for one more; `false` where no more is wanted. */
function hasRoom(place: number, { taken, stopped }: Slots): boolean {
  for (;;) {
    const count = Atomics.load(taken, 0);
    // In this order: who stops first says so, and then counts all as taken.
    if (Atomics.load(stopped, 0) === 1) return false;
    if (place - count < MOST_AHEAD) return true;
    Atomics.wait(taken, 0, count);
  }
}

function failureOf(error: unknown): MakeFailure {
  if (!(error instanceof SystemError)) return { errno: 'EIO', kernelMessage: String(error) };
  const { errno, kernelMessage } = error;
  return kernelMessage === undefined ? { errno } : { errno, kernelMessage };
}

function makeAll({ names, memory }: MakeRequest, failures: MessagePort): void {
  const slots = slotsIn(memory);
  try {
    for (const [place, name] of names.entries()) {
      if (!hasRoom(place, slots)) return;
      const slot = slotOf(slots, place);
      try {
        make(name, slot);
      } catch (error) {
        failures.postMessage(failureOf(error));
        slot[0] = -1;
        return;
      } finally {
        put(slots.made, place + 1);
      }
    }
  } finally {
    put(slots.ended, 1);
  }
}

if (parentPort !== null) {
  const { failures } = workerData as { readonly failures: MessagePort };
  parentPort.on('message', (request: MakeRequest) => makeAll(request, failures));
  const ready: MakerReady = { ready: true };
  parentPort.postMessage(ready);
}
