import { fileURLToPath } from 'node:url';
import { describeNamespace, type NamespaceRef } from '@netloom/core';

/** What a command that the code under test runs is to answer. */
export interface ExecAnswer {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
}

/** Answers the commands that are run by `net.exec()`, by what they are and where. */
export type ExecAnswers = (file: string, args: readonly string[], namespace: NamespaceRef) => ExecAnswer;

/** One argument of a process may have 128 KiB on Linux (MAX_ARG_STRLEN), and base64 makes 4 bytes of 3. */
const PIECE = 65_536;

const NOT_ANSWERED: ExecAnswer = {
  exitCode: 127,
  stderr: 'mockDriver() has no `exec` option: the command was not run\n',
};

/** What `ip netns exec` says of a namespace that does not exist, and its status: ip-netns(8). */
export function noNamespace(namespace: NamespaceRef): ExecAnswer {
  const stderr = `Cannot open network namespace: ${describeNamespace(namespace)} does not exist\n`;
  return { exitCode: 255, stderr };
}

/**
 * The command of a small real process that prints the answer and ends, so that what the code under test gets is a genuine
 * process in every respect.
 */
export function answeringCommand(answer: ExecAnswer = NOT_ANSWERED): readonly [file: string, ...args: string[]] {
  const script = fileURLToPath(new URL('./answering-process.js', import.meta.url));
  const encoded = Buffer.from(JSON.stringify(answer)).toString('base64');
  const pieces: string[] = [];
  for (let start = 0; start < encoded.length; start += PIECE) pieces.push(encoded.slice(start, start + PIECE));
  return [process.execPath, script, ...pieces];
}
