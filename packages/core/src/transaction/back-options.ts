import type { Driver } from '../driver/driver.js';
import { Breather } from '../plan/breather.js';
import { tracing } from '../plan/trace.js';
import { NetworkModel } from '../state/network-model.js';
import type { NamespaceIdentity } from '../state/network-state.js';
import type { BackOptions } from './go-back.js';
import type { Fact, Intent, Settlement } from './journal/intent.js';

/** All that going back needs, put together from what the journal has. */
export async function backOptions(
  driver: Driver,
  phase: BackOptions['phase'],
  { operations, finals, before, startedAt }: Intent,
  facts: readonly Fact[],
  settlement?: Settlement,
): Promise<BackOptions> {
  // A long journal was read just now.
  const breather = new Breather();
  await breather.breathe();
  const identities = new Map<string, NamespaceIdentity | undefined>();
  const leased = facts.flatMap((fact) => (fact.fact === 'lease' ? fact.operations : []));
  for (const fact of facts) if (fact.fact === 'namespace') identities.set(fact.name, fact.identity);
  for (const { name, identity } of settlement?.identities ?? []) identities.set(name, identity);
  const all = [...operations.map(({ operation }) => operation), ...leased, ...finals];
  return {
    driver,
    phase,
    before,
    footprint: await breather.run(tracing(all, before)),
    identities,
    since: Date.parse(startedAt),
    after: settlement?.after && NetworkModel.from(settlement.after),
  };
}
