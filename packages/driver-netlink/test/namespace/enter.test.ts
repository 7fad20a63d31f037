import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import test from 'ava';

const ENTER = new URL('../../dist/namespace/enter.js', import.meta.url).href;

test('a thread that cannot get home ends, whatever would catch it', async (t) => {
  const program = `
    const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(ENTER)}).then(({ goHome }) => {
      try { goHome(-1); } catch {} finally { parentPort.postMessage('goes on'); }
    });
  `;
  const worker = new Worker(program, { eval: true });
  worker.on('message', (message) => t.fail(String(message)));
  const [code] = (await once(worker, 'exit')) as [number];
  t.is(code, 71);
});
