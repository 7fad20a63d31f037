import type { RuleAttributes } from '../../operation/rule-operation.js';
import type { Input } from '../../value/input.js';
import type { KnownName } from '../../value/known-name.js';

type SaidAttributes = Omit<
  RuleAttributes,
  'action' | 'goto' | 'inputDevice' | 'outputDevice' | 'sourcePort' | 'destinationPort'
>;

/**
 * See ip-rule(8). The family is that of `from` or `to`, else `inet`; the action is `lookup`, of table 254 (main). Without
 * a `priority` the rule goes before all others but the one of priority 0, as with `ip`.
 */
export interface RuleOptions<L extends string = never> extends Input<SaidAttributes> {
  readonly action?: Exclude<RuleAttributes['action'], 'goto' | 'nop'> | undefined;
  readonly inputDevice?: KnownName<L> | undefined;
  readonly outputDevice?: KnownName<L> | undefined;
  /** A port, or a range as in `1000-2000`. */
  readonly sourcePort?: number | string | undefined;
  readonly destinationPort?: number | string | undefined;
}
