// Runs in a worker that lives in a namespace: nothing here knows of it.
import { parentPort, workerData } from 'node:worker_threads';

const { url } = workerData as { readonly url: string };
const response = await fetch(url);
parentPort?.postMessage(await response.text());
