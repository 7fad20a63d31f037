import { errnoOfKernelText } from './kernel-text.js';
import { errnoOfText } from './strerror.js';

/** What a tool said when it failed, in the terms of the kernel. */
export interface ToolFailure {
  readonly errno: string;
  /** The kernel's own words, or the tool's where it refused by itself. */
  readonly kernelMessage?: string;
}

/** Lines that say where a batch stopped, and never why. */
const NOT_A_REASON = /^(?:Command failed |Warning: |Dump terminated|Dump was interrupted|Error: cannot parse nexthop)/;

/**
 * Reads the reason out of the standard error of `ip`, `bridge`, `nsenter`, `tee`: the kernel's extended ack after
 * `Error: `, the text of an errno, or the tool's own refusal.
 */
export function parseFailure(stderr: string): ToolFailure {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !NOT_A_REASON.test(line));
  const reasons = lines.map(readLine);
  const last = reasons.findLast((reason) => reason !== undefined);
  return last ?? { errno: 'EINVAL', ...(lines.length === 0 ? {} : { kernelMessage: lines.join(' ') }) };
}

function readLine(line: string): ToolFailure | undefined {
  return (
    answered(/^RTNETLINK answers: (?<text>.+)$/, line) ??
    missingDevice(line) ??
    refusedArgument(line) ??
    kernelWords(line) ??
    answered(/: (?<text>[^:]+)$/, line)
  );
}

function answered(pattern: RegExp, line: string): ToolFailure | undefined {
  const text = pattern.exec(line)?.groups?.['text'];
  const errno = text === undefined ? undefined : errnoOfText(text);
  if (errno === undefined) return undefined;
  return line.startsWith('RTNETLINK') ? { errno } : { errno, kernelMessage: line };
}

function missingDevice(line: string): ToolFailure | undefined {
  return /^Cannot find device "|^Device ".*" does not exist|is wrong: Device does not exist/.test(line)
    ? { errno: 'ENODEV', kernelMessage: line }
    : undefined;
}

/** `ip` refused by itself: nothing was sent. */
function refusedArgument(line: string): ToolFailure | undefined {
  if (/is wrong: Invalid "netns" value/.test(line)) return { errno: 'ENOENT', kernelMessage: line };
  const refused = /^Error: (?:argument |any valid |either |inet6? |an? )|^Invalid |^What is |is not a valid|garbage/;
  return refused.test(line) ? { errno: 'EINVAL', kernelMessage: line } : undefined;
}

function kernelWords(line: string): ToolFailure | undefined {
  const text = /^Error: (?<text>.+?)\.?$/.exec(line)?.groups?.['text'];
  return text === undefined ? undefined : { errno: errnoOfKernelText(text), kernelMessage: text };
}
