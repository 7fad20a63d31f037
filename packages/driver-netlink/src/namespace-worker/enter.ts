/**
 * Loaded by Node in a worker thread before the user's file, with where to go in its address: the thread enters the
 * namespace and stays, and its names are looked up from there.
 */
import { BroadcastChannel } from 'node:worker_threads';
import { CLONE_NEWNET } from '../libc/constants.js';
import { check } from '../libc/check.js';
import { libc } from '../libc/libc.js';
import { openFile } from '../namespace/open-namespace.js';
import { lookUpFromHere } from './look-up.js';

const { searchParams } = new URL(import.meta.url);
const fd = openFile(searchParams.get('path') ?? '');
try {
  check(libc().setns(fd, CLONE_NEWNET), 'enter the namespace');
} finally {
  libc().close(fd);
}
lookUpFromHere(searchParams.get('name') ?? undefined);

const channel = new BroadcastChannel(searchParams.get('channel') ?? '');
channel.postMessage('inside');
channel.close();
