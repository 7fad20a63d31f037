import type { Driver } from '../driver/driver.js';
import { trace } from '../plan/trace.js';
import { NetworkModel } from '../state/network-model.js';
import type { NamespaceIdentity } from '../state/network-state.js';
import type { BackOptions } from './go-back.js';
import type { Fact, Intent, Settlement } from './journal/intent.js';

/** All that going back needs, put together from what the journal has. */
export function backOptions(
  driver: Driver,
  phase: BackOptions['phase'],
  { operations, finals, before, startedAt }: Intent,
  facts: readonly Fact[],
  settlement?: Settlement,
): BackOptions {
  const identities = new Map<string, NamespaceIdentity | undefined>();
  const leased = facts.flatMap((fact) => (fact.fact === 'lease' ? fact.operations : []));
  for (const fact of facts) if (fact.fact === 'namespace') identities.set(fact.name, fact.identity);
  for (const { name, identity } of settlement?.identities ?? []) identities.set(name, identity);
  return {
    driver,
    phase,
    before,
    footprint: trace([...operations.map(({ operation }) => operation), ...leased, ...finals], before),
    identities,
    since: Date.parse(startedAt),
    after: settlement?.after && NetworkModel.from(settlement.after),
  };
}
