/** `@netloom/core/shell`: the `ip` commands that do what an operation does, without the rest of core. */
export { commandsOf, ipCommands } from './plan/shell/ip-commands.js';
export { shellLine } from './plan/shell/shell-line.js';
