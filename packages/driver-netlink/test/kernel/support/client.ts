import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';

// Fetches a page and sends a datagram, by a name.
const { host } = workerData as { host: string };
const response = await fetch(`http://${host}:8080/hello`);
const socket = createSocket('udp4');
socket.send('ping', 9090, host);
const [message] = (await once(socket, 'message')) as [Buffer];
socket.close();
parentPort?.postMessage([await response.text(), message.toString()]);
