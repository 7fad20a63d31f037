// Runs in a worker that lives in a namespace: nothing here knows of it.
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { address } = workerData as { readonly address: string };
const server = createServer((request, response) => {
  response.end(`${request.socket.remoteAddress} asked ${address} for ${request.url}`);
});
server.listen(8080, address, () => parentPort?.postMessage('listening'));
