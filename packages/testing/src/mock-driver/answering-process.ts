import type { ExecAnswer } from './exec-answer.js';

// Run as a process of its own by `answeringCommand()`: prints the answer that it was started with.
const answer = JSON.parse(Buffer.from(process.argv.slice(2).join(''), 'base64').toString()) as ExecAnswer;
process.stdout.write(answer.stdout ?? '');
process.stderr.write(answer.stderr ?? '');
process.exitCode = answer.exitCode ?? 0;
