import type { Driver } from '../driver/driver.js';
import { Breather } from '../plan/breather.js';
import type { Footprint } from '../plan/footprint.js';
import { tracing } from '../plan/trace.js';
import { NetworkModel } from '../state/network-model.js';
import type { NamespaceIdentity } from '../state/network-state.js';
import type { BackOptions } from './go-back.js';
import { begunAt, type Settlement } from './journal/intent.js';
import type { KeptEntry } from './journal/journal.js';

/**
 * All that going back needs, put together from what the journal has.
 *
 * @param footprint - What the transaction did, where that is known still.
 */
export async function backOptions(
  driver: Driver,
  phase: BackOptions['phase'],
  { intent, facts, settlement }: Omit<KeptEntry, 'settlement'> & { readonly settlement?: Settlement | undefined },
  footprint?: Footprint,
): Promise<BackOptions> {
  const { operations, finals, before } = intent;
  const breather = new Breather();
  // A long journal was read just now.
  if (!footprint) await breather.breathe();
  const identities = new Map<string, NamespaceIdentity | undefined>();
  const leased = facts.flatMap((fact) => (fact.fact === 'lease' ? fact.operations : []));
  for (const fact of facts) if (fact.fact === 'namespace') identities.set(fact.name, fact.identity);
  for (const { name, identity } of settlement?.identities ?? []) identities.set(name, identity);
  const all = [...operations.map(({ operation }) => operation), ...leased, ...finals];
  return {
    driver,
    phase,
    before,
    footprint: footprint ?? (await breather.run(tracing(all, before))),
    identities,
    since: begunAt(intent),
    after: settlement?.after && NetworkModel.from(settlement.after),
  };
}
