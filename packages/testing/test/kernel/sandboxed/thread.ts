import { Worker } from 'node:worker_threads';

// A test file in a worker thread, as AVA runs them unless told otherwise.
new Worker(new URL('./file.js', import.meta.url)).on('error', ({ message }) => console.log(message));
