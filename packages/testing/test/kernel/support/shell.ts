import { execFileSync } from 'node:child_process';

/** Runs a script of commands that must all succeed; for setting the scene by hand, not by a driver. */
export function shell(script: string): string {
  return execFileSync('sh', ['-euc', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Output of a command, or nothing where it fails (`ip` fails for tables that do not exist). */
export function output(file: string, ...args: string[]): string {
  try {
    return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
