import { DriverError, type IpCommand, type NamespaceRef, describeNamespace } from '@netloom/core';
import { parseFailure } from '../errors/parse-failure.js';
import type { Finished } from '../exec/processes.js';
import type { Tools } from '../exec/tools.js';
import { batchArguments } from '../exec/programs.js';
import { documentsOf } from '../json/documents.js';
import type { JsonObject } from '../json/json-object.js';

/** What each command showed. */
type Documents = readonly (readonly JsonObject[])[];

/** Numbers instead of names, JSON, all details. */
const SHOW_FLAGS = ['-N', '-j', '-d'] as const;

/** A list that changed while it was read (NLM_F_DUMP_INTR) is read again, this often at most. */
const TRIES = 5;
const INTERRUPTED = /^Dump was interrupted/m;

/** The texts by which a namespace that is not there makes itself known. */
const MISSING = /Cannot open network namespace|setting the network namespace|^nsenter: /m;

/**
 * Runs commands that show something in one process, and gives the document of each; `undefined` where the namespace is
 * gone.
 */
export async function runShow(
  place: Omit<IpCommand, 'args'>,
  lines: readonly string[],
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<Documents | undefined> {
  const { namespace, program, inet6 } = place;
  const flags = program === 'bridge' ? ['-j'] : [...SHOW_FLAGS, ...(inet6 === true ? ['-6'] : [])];
  const command = tools.programs(batchArguments({ namespace, program }, flags));
  const input = lines.map((line) => `${line}\n`).join('');
  for (let tries = 1; ; tries += 1) {
    const finished = await tools.processes.run(command, { input, signal });
    if (finished === undefined) return undefined;
    if (tries < TRIES && INTERRUPTED.test(finished.stderr)) continue;
    return documents(finished, namespace, lines.length);
  }
}

function documents(
  { code, stdout, stderr, spawnError }: Finished,
  namespace: NamespaceRef,
  expected: number,
): Documents | undefined {
  if (code !== 0) {
    if (MISSING.test(stderr)) return undefined;
    throw readFailure(namespace, spawnError, stderr);
  }
  const printed = documentsOf(stdout);
  if (printed.length === expected) return printed;
  throw new DriverError(`ip printed ${printed.length} documents for ${expected} commands`);
}

function readFailure(namespace: NamespaceRef, spawnError: string | undefined, stderr: string): DriverError {
  const { errno, kernelMessage } = parseFailure(stderr);
  const reason = spawnError ?? kernelMessage ?? errno;
  return new DriverError(`cannot read ${describeNamespace(namespace)}: ${reason}`, {
    errno: spawnError ?? errno,
    kernelMessage,
  });
}
