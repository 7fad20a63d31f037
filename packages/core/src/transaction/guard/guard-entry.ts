import { runGuard } from './guard-program.js';

await runGuard();
