import type { RuleAdd, RuleDelete } from '../../operation/rule-operation.js';
import type { IpCommand } from './ip-command.js';
import { addressWord, hexWord, keyword, linkName, numberWord } from './word.js';

/** `ip rule add …` and `ip rule delete …`; a rule of IPv6 needs `ip -6`, for its words do not tell the family. */
export function ruleCommands(operation: RuleAdd | RuleDelete): IpCommand[] {
  const { namespace, family } = operation;
  const args = ['rule', operation.op === 'rule.add' ? 'add' : 'delete', ...ruleWords(operation)];
  return [family === 'inet6' ? { namespace, program: 'ip', inet6: true, args } : { namespace, program: 'ip', args }];
}

function ruleWords(rule: RuleAdd | RuleDelete): string[] {
  const { from, to, inputDevice, outputDevice, mark, markMask, tos, table, protocol, suppressPrefixLength } = rule;
  return [
    'priority',
    numberWord(rule.priority),
    ...(rule.not === true ? ['not'] : []),
    ...(from === undefined ? [] : ['from', addressWord(from)]),
    ...(to === undefined ? [] : ['to', addressWord(to)]),
    ...(inputDevice === undefined ? [] : ['iif', linkName(inputDevice)]),
    ...(outputDevice === undefined ? [] : ['oif', linkName(outputDevice)]),
    ...(mark === undefined ? [] : ['fwmark', markWord(mark, markMask)]),
    ...(tos === undefined ? [] : ['tos', hexWord(tos)]),
    ...(rule.ipProtocol === undefined ? [] : ['ipproto', keyword(rule.ipProtocol)]),
    ...(rule.sourcePort === undefined ? [] : ['sport', keyword(rule.sourcePort)]),
    ...(rule.destinationPort === undefined ? [] : ['dport', keyword(rule.destinationPort)]),
    ...(rule.action === 'lookup' ? [] : [rule.action]),
    ...(rule.goto === undefined ? [] : [numberWord(rule.goto)]),
    ...(table === undefined ? [] : ['lookup', numberWord(table)]),
    ...(suppressPrefixLength === undefined ? [] : ['suppress_prefixlength', numberWord(suppressPrefixLength)]),
    ...(protocol === undefined ? [] : ['protocol', keyword(protocol)]),
  ];
}

function markWord(mark: number, mask: number | undefined): string {
  return mask === undefined ? hexWord(mark) : `${hexWord(mark)}/${hexWord(mask)}`;
}
