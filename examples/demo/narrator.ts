import { styleText } from 'node:util';
import { describeOperation, type Net, type Plugin } from '@netloom/core';

type Style = Parameters<typeof styleText>[0];

const isPlain = !process.stdout.isTTY || process.env['NO_COLOR'] !== undefined;

export function styled(style: Style, text: string): string {
  return isPlain ? text : styleText(style, text);
}

export function say(text = ''): void {
  console.log(text);
}

export function heading(text: string): void {
  say(`\n${styled('bold', `── ${text} ${'─'.repeat(Math.max(0, 90 - text.length))}`)}`);
}

/** A plugin that looks at operations has them run one by one: then the time of each is its own. */
const oneByOne: Plugin = { name: 'one-by-one', hooks: { afterOperation: () => undefined } };

/** Tells each operation, check and step of a rollback as it happens. */
export function narrate(net: Net): void {
  net.use(oneByOne);
  net.on('operation:done', ({ operation, durationMs }) =>
    say(`  ${styled('green', '✔')} ${milliseconds(durationMs)}  ${describeOperation(operation)}`),
  );
  net.on('operation:failed', ({ error }) => say(`  ${styled('red', '✘')} ${' '.repeat(10)}  ${error.message}`));
  net.on('verify:start', ({ check }) => say(`  ${styled('cyan', '?')} ${' '.repeat(10)}  check: ${check}`));
  net.on('verify:failed', ({ check }) => say(`  ${styled('red', '✘')} ${' '.repeat(10)}  check failed: ${check}`));
  net.on('rollback:operation', ({ operation }) =>
    say(`  ${styled('yellow', '↶')} ${' '.repeat(10)}  ${describeOperation(operation)}`),
  );
}

export function milliseconds(value: number): string {
  return `${value.toFixed(2).padStart(7)} ms`;
}
