import type { Options as ExecaOptions, ResultPromise } from 'execa';
import type { NamespaceRef } from '../value/namespace-ref.js';

/** Runs a command in a namespace and gives execa's own result promise. `ip netns exec NAME FILE ARGS…`. */
export type Exec = <const O extends ExecaOptions = {}>(
  namespace: NamespaceRef,
  file: string,
  args?: readonly string[],
  options?: O,
) => ResultPromise<O>;
