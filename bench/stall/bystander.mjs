// A process that does nothing but look how long its event loop stands still: what the machine does to anybody meanwhile.
import { watchStalls } from './watch-stalls.mjs';

let stop;
process.on('message', (message) => {
  if (message === 'begin') {
    stop = watchStalls();
    process.send('begun');
  } else process.send(stop());
});
