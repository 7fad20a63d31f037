import { type IpCommand, commandArguments } from '@netloom/core';
import type { Iproute2Options } from '../options.js';

/** Puts the tools that the options name in the place of `ip` and `bridge`. */
export type Programs = (args: readonly string[]) => readonly [file: string, ...args: string[]];

/** Makes {@link Programs} from the driver's options. */
export function programsOf({ ip = 'ip', bridge = 'bridge' }: Iproute2Options): Programs {
  const files = new Map([
    ['ip', ip],
    ['bridge', bridge],
  ]);
  const fileOf = (name: string): string => files.get(name) ?? name;
  return ([file = ip, ...args]) => {
    const [enter, tool, ...rest] = args;
    // Behind `nsenter --net=…` stands the tool itself.
    if (file === 'nsenter' && enter !== undefined && tool !== undefined) return [file, enter, fileOf(tool), ...rest];
    return [fileOf(file), ...args];
  };
}

/** The argument vector of a tool that reads a batch from its standard input, in the command's namespace. */
export function batchArguments(place: Omit<IpCommand, 'args'>, flags: readonly string[] = []): readonly string[] {
  return commandArguments({ ...place, args: [...flags, '-batch', '-'] });
}
