/**
 * The program of the helper process: it runs in a private user, mount and network namespace, where it is root, and serves
 * an engine to the process that started it. It ends with that process.
 */
import { mkdirSync } from 'node:fs';
import { Engine } from '../engine/engine.js';
import { check } from '../libc/check.js';
import { libc } from '../libc/libc.js';
import { NAMESPACE_DIRECTORY } from '../namespace/namespace-path.js';
import type { Reply, Request } from '../rpc/messages.js';
import { serve } from '../rpc/serve.js';

// The machine's /run belongs to its root; the helper has one of its own, for the names of its namespaces.
check(libc().mount('tmpfs', '/run', 'tmpfs', 0, 'mode=755'), 'mount a private /run');
mkdirSync(NAMESPACE_DIRECTORY);

serve(new Engine(), {
  post: (message: Reply) => process.send?.(message),
  listen: (receive: (message: Request) => void) => process.on('message', receive),
});
process.on('disconnect', () => process.exit());
