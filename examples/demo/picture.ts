import { describeNamespace, namespaceKey, type LinkReference, type LinkState, type NamespaceRef } from '@netloom/core';
import type { NamespaceState, NetworkState } from '@netloom/core';
import { drawRails, type Rail } from './rails.js';

/**
 * A network as text: a line a link, with its addresses, and beside them a line from each end of a pair to the other, from
 * each link to the one that it stands on, and from each port to its bridge. Arrows point at ends of pairs, parents and bridges.
 *
 *   the host
 *     veth0-host  veth  up  10.10.10.10/24  ◄─┐
 *                                             │
 *   namespace "netns01"                       │
 *     veth0-ct    veth  up  10.10.10.11/24  ◄─┘
 *     default via 10.10.10.10 dev veth0-ct
 */
export function picture(state: NetworkState): string {
  const rows: string[] = [];
  const rowOf = new Map<string, number>();
  const widths = columnWidths(state.namespaces);
  for (const here of state.namespaces) {
    if (rows.length > 0) rows.push('');
    rows.push(describeNamespace(here.namespace));
    for (const link of here.links.filter(isShown)) {
      rowOf.set(idOf(here.namespace, link.ifindex), rows.length);
      const cells = cellsOf(link, here).map((cell, column) => cell.padEnd(widths[column] ?? 0));
      rows.push(`  ${cells.join('  ')}`.trimEnd());
    }
    rows.push(...routesOf(here).map((route) => `  ${route}`));
    if (here.links.every((link) => !isShown(link))) rows.push('  (nothing but lo)');
  }
  return drawRails(rows, railsOf(state, rowOf)).join('\n');
}

function idOf(namespace: NamespaceRef, ifindex: number): string {
  return `${namespaceKey(namespace)}/${ifindex}`;
}

function isShown({ kind }: LinkState): boolean {
  return kind !== 'loopback';
}

/** Name, kind, whether it is up, and addresses but those that IPv6 gives by itself. */
function cellsOf({ name, ifindex, kind, mode, up, operstate }: LinkState, { addresses }: NamespaceState): string[] {
  const own = addresses.filter((address) => address.ifindex === ifindex && address.scope !== 'link');
  const state = up ? (operstate === 'LOWERLAYERDOWN' ? 'no carrier' : 'up') : 'down';
  return [name, mode ? `${kind} (${mode})` : kind, state, own.map(({ address }) => address).join(', ')];
}

function columnWidths(namespaces: readonly NamespaceState[]): number[] {
  const widths: number[] = [];
  for (const here of namespaces) {
    for (const link of here.links.filter(isShown)) {
      for (const [column, cell] of cellsOf(link, here).entries()) {
        widths[column] = Math.max(widths[column] ?? 0, cell.length);
      }
    }
  }
  return widths;
}

/** The routes that people and programs made; the kernel's own follow from the addresses. */
function routesOf({ routes }: NamespaceState): string[] {
  return routes
    .filter(({ protocol, table }) => protocol !== 'kernel' && (table ?? MAIN_TABLE) === MAIN_TABLE)
    .map(({ destination, via, dev }) => {
      const to = /^(?:0\.0\.0\.0|::)\/0$/.test(destination) ? 'default' : destination;
      return `${to}${via ? ` via ${via}` : ''}${dev ? ` dev ${dev}` : ''}`;
    });
}

/** RT_TABLE_MAIN of rtnetlink(7). */
const MAIN_TABLE = 254;

/** One rail for each pair, for each parent with all that stands on it, and for each bridge with its ports. */
function railsOf({ namespaces }: NetworkState, rowOf: ReadonlyMap<string, number>): Rail[] {
  const rails = new Map<string, { rows: Set<number>; arrows: Set<number> }>();
  for (const { namespace, links } of namespaces) {
    for (const link of links) {
      for (const [relation, reference] of relationsOf(link)) {
        const from = rowOf.get(idOf(namespace, link.ifindex));
        const target = idOf(reference.namespace ?? namespace, reference.ifindex);
        const to = rowOf.get(target);
        if (from === undefined || to === undefined) continue;
        const isPair = relation === 'peer';
        const key = isPair ? `peer ${Math.min(from, to)}` : `${relation} ${target}`;
        const rail = rails.get(key) ?? { rows: new Set(), arrows: new Set() };
        rails.set(key, rail);
        rail.rows.add(from).add(to);
        rail.arrows.add(to);
      }
    }
  }
  return [...rails.values()];
}

function relationsOf({ peer, parent, master }: LinkState): (readonly [string, LinkReference])[] {
  return [
    ...(peer ? [['peer', peer] as const] : []),
    ...(parent ? [['parent', parent] as const] : []),
    ...(master ? [['master', master] as const] : []),
  ];
}
