import { DHCP_FIELDS } from '../../link-kind/link-fields.js';
import type { Check } from '../../transaction/check.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { accept, refuse, type Parser } from '../../value/parsed.js';
import { showValue } from '../../value/show-value.js';
import { parseSysctlKey } from '../../value/sysctl-key.js';
import { parseSysctlValue } from '../../value/sysctl-value.js';
import type { CallInterpreter } from './call-context.js';
import { acquire } from './link-extras.js';
import { knownOrPlaceholder } from './placeholder-link.js';

export const interpretSysctl: CallInterpreter = (context) => {
  const [rawKey, rawValue] = context.call.args;
  const key = context.parse(parseSysctlKey, rawKey);
  const value = context.parse(parseSysctlValue, rawValue);
  if (key === undefined || value === undefined) return;
  context.emit({ op: 'sysctl.set', namespace: context.scope.ref, key, value });
};

export const interpretDhcp: CallInterpreter = (context) => {
  const [rawLink, rawOptions] = context.call.args;
  const settings = context.options(rawOptions, DHCP_FIELDS);
  const name = context.parse(parseInterfaceName, rawLink);
  if (name === undefined) return;
  acquire(context, knownOrPlaceholder(context, context.scope, name), settings);
};

export const interpretVerify: CallInterpreter = (context) => {
  const { call, chain, scope, text } = context;
  const check = context.parse(parseCheck, call.args[0]);
  if (check !== undefined) chain.checks.push({ check, namespace: scope.ref, call: text });
};

/** Recorded only where the function given to `.call()` gave back no builder that goes on from its own. */
export const interpretCall: CallInterpreter = (context) => {
  const [fn, result] = context.call.args;
  const message =
    typeof fn === 'function'
      ? `the function gave back ${showValue(result)}, not a builder that goes on from the one it was given`
      : `expected a function, got ${showValue(fn)}`;
  context.report('call', message, 'return what the last call of the chain gives: (tx) => tx.veth(…)');
};

const parseCheck: Parser<Check> = (value) =>
  isCheck(value)
    ? accept(value)
    : refuse('check', `expected a function or { name, run }, got ${showValue(value)}`, "verify(ping('10.0.0.1')), say");

function isCheck(value: unknown): value is Check {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  return typeof Reflect.get(value, 'name') === 'string' && typeof Reflect.get(value, 'run') === 'function';
}
