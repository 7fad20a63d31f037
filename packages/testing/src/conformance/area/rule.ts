import assert from 'node:assert/strict';
import type { RuleAdd, RuleState } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addAddress, addRoute, addVeth } from '../steps.js';

function add(namespace: string, said: Partial<RuleAdd>): RuleAdd {
  return { op: 'rule.add', namespace, family: 'inet', priority: 100, action: 'lookup', table: 100, ...said };
}

async function added(lab: Lab, namespace: string): Promise<readonly RuleState[]> {
  const { rules } = await lab.state(namespace);
  return rules.filter(({ priority }) => priority > 0 && priority < 32766);
}

export const RULE: Area = {
  name: 'rule',
  cases: [
    {
      title: 'a rule is kept as it was given',
      rule: 'net/core/fib_rules.c, fib_nl_fill_rule(); net/ipv4/fib_rules.c, fib4_rule_fill()',
      async run(lab) {
        const a = await lab.namespace();
        const rules: readonly Partial<RuleAdd>[] = [
          { priority: 100, from: '10.0.0.0/24', to: '10.1.0.0/16' },
          { priority: 101, inputDevice: 'lo', not: true },
          { priority: 102, mark: 5, markMask: 15 },
          { priority: 103, tos: 16 },
          { priority: 104, ipProtocol: 'tcp', destinationPort: '80', sourcePort: '1000-2000' },
          { priority: 105, suppressPrefixLength: 0 },
          { priority: 106, outputDevice: 'none-there' },
          { priority: 107, family: 'inet6', from: 'fd00::/64' },
        ];
        await lab.done(...rules.map((rule) => add(a, rule)));
        assert.deepEqual(
          (await added(lab, a)).map(({ protocol: _protocol, ...rule }) => rule),
          rules.map((rule) => ({ family: 'inet', action: 'lookup', table: 100, ...rule })),
        );
      },
    },
    {
      title: 'a rule may lead to a later one, or to the next one',
      rule: 'ip-rule(8): goto, nop; net/core/fib_rules.c, fib_nl2rule(): no way leads back',
      async run(lab) {
        const a = await lab.namespace();
        const bare = { op: 'rule.add', namespace: a, family: 'inet' } as const;
        const ways = [
          { priority: 100, action: 'goto', goto: 200 },
          { priority: 200, action: 'nop', from: '10.0.0.0/8' },
        ] as const;
        await lab.done(...ways.map((way) => ({ ...bare, ...way })));
        assert.deepEqual(
          (await added(lab, a)).map(({ protocol: _protocol, ...rule }) => rule),
          ways.map((way) => ({ family: 'inet', ...way })),
        );
        const [refused] = await lab.apply([{ ...bare, priority: 300, action: 'goto', goto: 50 }]);
        assert.equal(refused?.status === 'failed' && refused.errno, 'EINVAL');
        await lab.done(...ways.map((way) => ({ ...bare, ...way, op: 'rule.delete' as const })));
        assert.deepEqual(await added(lab, a), []);
      },
    },
    {
      title: 'rules that end the search have no table',
      rule: 'ip-rule(8): blackhole, unreachable, prohibit',
      async run(lab) {
        const a = await lab.namespace();
        const actions = ['blackhole', 'unreachable', 'prohibit'] as const;
        await lab.done(
          ...actions.map((action, index): RuleAdd => ({
            op: 'rule.add',
            namespace: a,
            family: 'inet',
            priority: 100 + index,
            action,
          })),
        );
        assert.deepEqual(
          (await added(lab, a)).map(({ action, table }) => [action, table]),
          actions.map((action) => [action, undefined]),
        );
      },
    },
    {
      title: 'rules are read by priority, IPv4 before IPv6, and those of one priority as they came',
      rule: 'net/core/fib_rules.c, fib_nl_newrule(): behind those of a smaller or equal priority',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          add(a, { family: 'inet6', priority: 50 }),
          add(a, { priority: 200 }),
          add(a, { priority: 100, from: '10.0.0.0/8' }),
          add(a, { priority: 100, from: '10.1.0.0/16' }),
        );
        assert.deepEqual(
          (await added(lab, a)).map(({ family, priority, from }) => [family, priority, from]),
          [
            ['inet', 100, '10.0.0.0/8'],
            ['inet', 100, '10.1.0.0/16'],
            ['inet', 200, undefined],
            ['inet6', 50, undefined],
          ],
        );
      },
    },
    {
      title: 'the same rule again is refused; one that is not there cannot be deleted',
      rule: 'net/core/fib_rules.c, rule_exists(), rule_find()',
      async run(lab) {
        const a = await lab.namespace();
        const rule = add(a, { from: '10.0.0.0/24' });
        await lab.done(rule);
        await lab.refused(rule, 'EEXIST');
        await lab.done({ ...rule, op: 'rule.delete' });
        assert.deepEqual(await added(lab, a), []);
        await lab.refused({ ...rule, op: 'rule.delete' }, 'ENOENT');
      },
    },
    {
      title: 'IPv6 looks at its rules once one was added, whatever was deleted before',
      rule: 'net/ipv6/fib6_rules.c, fib6_rule_lookup(), fib6_rule_configure(): fib6_has_custom_rules',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1', { up: true }), addAddress(a, 'v0', 'fd00::1/64', { noDad: true }));
        const main = { namespace: a, family: 'inet6', priority: 32766, action: 'lookup', table: 254 } as const;
        await lab.done({ op: 'rule.delete', ...main }, addRoute(a, 'fd01::/64', { table: 100, via: 'fd00::9' }));
        await lab.done(add(a, { family: 'inet6', table: 99 }));
        await lab.refused(addRoute(a, 'fd02::/64', { table: 100, via: 'fd00::9' }), 'EHOSTUNREACH');
      },
    },
    {
      title: 'the rule at priority 0 can be deleted',
      rule: 'net/core/fib_rules.c: FIB_RULE_PERMANENT is not set for it since 2.6.36',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done({
          op: 'rule.delete',
          namespace: a,
          family: 'inet6',
          priority: 0,
          action: 'lookup',
          table: 255,
        });
        const { rules } = await lab.state(a);
        assert.deepEqual(
          rules.filter(({ priority }) => priority === 0).map(({ family }) => family),
          ['inet'],
        );
      },
    },
  ],
};
