import { readAll } from '../driver/read-all.js';
import type { BackContext } from '../plan/back/back-step.js';
import { Guests } from '../plan/back/guests.js';
import { asksWhatOthersDid, Meanwhile } from '../plan/back/meanwhile.js';
import { namespacesThatGo } from '../plan/back/remove-made.js';
import { replaced } from '../plan/back/replaced.js';
import { Breather } from '../plan/breather.js';
import { footprintNamespaces, type Footprint } from '../plan/footprint.js';
import { NetworkModel } from '../state/network-model.js';
import type { StateQuery } from '../driver/driver.js';
import { namespaceFromKey, namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import type { BackOptions } from './go-back.js';

type ContextOptions = Pick<BackOptions, 'driver' | 'before' | 'footprint' | 'identities' | 'since' | 'after'>;

/**
 * What going back would be planned from now.
 *
 * @param meanwhile - What others did, where it has begun already: that is told by what was there then.
 */
export async function contextNow(options: ContextOptions, meanwhile?: Meanwhile): Promise<BackContext> {
  const { driver, footprint } = options;
  const namespaces = [...footprintNamespaces(footprint)].map(namespaceFromKey);
  const current = await driver.read({ namespaces, sysctls: sysctlsOf(footprint), ...tablesOf(footprint) });
  return await contextOf(options, NetworkModel.from(current), meanwhile);
}

/**
 * The same, with the links of all there is beside it: what it is planned from has only what it is about. A namespace that
 * goes takes all in it along, so that of that, too, the links alone are looked at.
 */
export async function contextOfAll(
  options: ContextOptions,
): Promise<{ readonly context: BackContext; readonly everything: NetworkModel }> {
  const { driver, footprint } = options;
  const keys = footprintNamespaces(footprint);
  const refs = [...keys].map(namespaceFromKey);
  const { tables } = tablesOf(footprint);
  const seen = await readAll(driver, refs, tables ? { tables, sysctls: sysctlsOf(footprint) } : { tables: [] });
  const everything = NetworkModel.from(seen);
  const own = seen.namespaces.filter(({ namespace }) => keys.has(namespaceKey(namespace)));
  const breather = new Breather();
  await breather.pause();
  if (tables) return { context: await contextOf(options, NetworkModel.from({ namespaces: own })), everything };
  const going = namespacesThatGo(await contextOf(options, everything));
  await breather.pause();
  const stays = (namespace: NamespaceRef): boolean => !going.has(namespaceKey(namespace));
  const whole = await driver.read({
    namespaces: refs.filter(stays),
    sysctls: sysctlsOf(footprint).filter(({ namespace }) => stays(namespace)),
  });
  const current = { namespaces: [...own.filter(({ namespace }) => !stays(namespace)), ...whole.namespaces] };
  return { context: await contextOf(options, NetworkModel.from(current)), everything };
}

export async function contextOf(
  { before, footprint, identities, since, after }: Omit<ContextOptions, 'driver'>,
  found: NetworkModel,
  known?: Meanwhile,
): Promise<BackContext> {
  const breather = new Breather();
  const whole = NetworkModel.from(before);
  await breather.pause();
  const others = replaced(whole, found, footprint);
  const [wanted, current] = others.length === 0 ? [whole, found] : [whole.without(others), found.without(others)];
  const meanwhile = known ?? meanwhileOf(wanted, current, footprint, after);
  await breather.pause();
  // What somebody else made under the name of a namespace that was deleted is no place to put anything into.
  for (const name of footprint.namespacesDeleted.keys()) if (meanwhile.hasAnother(name)) wanted.delete(name);
  return { before: wanted, current, footprint, identities, since, meanwhile };
}

function meanwhileOf(
  before: NetworkModel,
  current: NetworkModel,
  footprint: Footprint,
  after?: NetworkModel,
): Meanwhile {
  // What is there now changes while it is gone back; where nobody will ask, no copy is kept.
  const found = asksWhatOthersDid(footprint) ? NetworkModel.from(current.toState()) : current;
  return new Meanwhile(new Guests(before, found, footprint), after, found);
}

/**
 * What has to be looked at beside links. A transaction that only built on what was there put nothing into its tables; what
 * it may have cost a bridge that got a port is its neighbours.
 */
function tablesOf(footprint: Footprint): Pick<StateQuery, 'tables' | 'peerNames'> {
  if (asksWhatOthersDid(footprint)) return {};
  const forgets = [...footprint.links.values()].some(({ made, neighbours }) => neighbours && !made);
  return { tables: forgets ? ['neighbours'] : [], peerNames: false };
}

/** The parameters that a footprint is about. */
export function sysctlsOf({ sysctls }: Footprint): { namespace: ReturnType<typeof namespaceFromKey>; key: string }[] {
  return [...sysctls].flatMap(([namespace, keys]) =>
    [...keys.keys()].map((key) => ({ namespace: namespaceFromKey(namespace), key })),
  );
}
