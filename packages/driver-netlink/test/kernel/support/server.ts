import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

// Serves HTTP and echoes datagrams in whatever namespace it lives, and says so.
const { address } = workerData as { address: string };
const server = createServer((request, response) => response.end(`${address} got ${request.url ?? ''}`));
server.listen(8080, address, () => {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => socket.send(message, from.port, from.address));
  socket.bind(9090, address, () => parentPort?.postMessage(Object.keys(networkInterfaces())));
});
