import { DriverError, type IpCommand, type NamespaceRef, describeNamespace } from '@netloom/core';
import { parseFailure } from '../errors/parse-failure.js';
import type { Tools } from '../exec/run-jobs.js';
import { batchArguments } from '../exec/programs.js';
import { documentsOf } from '../json/documents.js';
import type { JsonObject } from '../json/json-object.js';

/** Numbers instead of names, JSON, all details. */
const SHOW_FLAGS = ['-N', '-j', '-d'] as const;

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
): Promise<readonly (readonly JsonObject[])[] | undefined> {
  const flags = place.program === 'bridge' ? ['-j'] : [...SHOW_FLAGS, ...(place.inet6 === true ? ['-6'] : [])];
  const command = tools.programs(batchArguments({ namespace: place.namespace, program: place.program }, flags));
  const finished = await tools.processes.run(command, { input: lines.map((line) => `${line}\n`).join(''), signal });
  if (finished === undefined) return undefined;
  const { code, stdout, stderr, spawnError } = finished;
  if (code !== 0) {
    if (MISSING.test(stderr)) return undefined;
    throw readFailure(place.namespace, spawnError, stderr);
  }
  const documents = documentsOf(stdout);
  if (documents.length !== lines.length) {
    throw new DriverError(`ip printed ${documents.length} documents for ${lines.length} commands`);
  }
  return documents;
}

function readFailure(namespace: NamespaceRef, spawnError: string | undefined, stderr: string): DriverError {
  const { errno, kernelMessage } = parseFailure(stderr);
  const reason = spawnError ?? kernelMessage ?? errno;
  return new DriverError(`cannot read ${describeNamespace(namespace)}: ${reason}`, {
    errno: spawnError ?? errno,
    kernelMessage,
  });
}
