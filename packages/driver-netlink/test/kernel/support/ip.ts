import { execFileSync } from 'node:child_process';

/** What `ip -j` prints, as data. */
export function ipJson(...args: readonly string[]): readonly { readonly [key: string]: unknown }[] {
  const text = execFileSync('ip', ['-j', '-d', ...args], { encoding: 'utf8' });
  return text.trim() === '' ? [] : (JSON.parse(text) as readonly { readonly [key: string]: unknown }[]);
}

/** Runs a command and gives what it prints. */
export function run(file: string, ...args: readonly string[]): string {
  return execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
