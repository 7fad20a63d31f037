import { SHELL_HOST_NETNS } from './ip-command.js';

/** Words that a POSIX shell takes as they are (XCU 2.2, quoting). */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * An argument vector as one line for a POSIX shell, everything quoted that the shell would not take literally.
 *
 * @example
 *   shellLine(['ip', 'link', 'set', 'dev', 'eth0', 'alias', "it's"]);   // ip link set dev eth0 alias 'it'\''s'
 */
export function shellLine(args: readonly string[]): string {
  return args.map((word, index) => (isHostNetns(word, args[index - 1]) ? word : quote(word))).join(' ');
}

/** `$$` is for the shell to fill in: it is the process whose namespace the host's is. */
function isHostNetns(word: string, before: string | undefined): boolean {
  return word === SHELL_HOST_NETNS && before === 'netns';
}

function quote(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
