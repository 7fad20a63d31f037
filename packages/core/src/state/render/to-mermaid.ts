import { describeNamespace, namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import type { LinkReference, LinkState, NamespaceState, NetworkState } from '../network-state.js';

/**
 * A network as a Mermaid flowchart: a box a namespace, a node a link with its addresses, a line for each pair, parent and
 * master.
 *
 * @example
 *   console.log(toMermaid((await net.snapshot())));
 */
export function toMermaid(state: NetworkState): string {
  const lines = ['flowchart LR'];
  const places = new Map(state.namespaces.map(({ namespace }, index) => [namespaceKey(namespace), index]));
  const id = (namespace: NamespaceRef, ifindex: number): string | undefined => {
    const place = places.get(namespaceKey(namespace));
    return place === undefined ? undefined : `n${place}_${String(ifindex).replace('-', 'new')}`;
  };
  for (const namespace of state.namespaces)
    lines.push(...box(namespace, places.get(namespaceKey(namespace.namespace)) ?? 0, id));
  const drawn = new Set<string>();
  for (const { namespace, links } of state.namespaces) {
    for (const link of links) {
      for (const [reference, arrow] of relations(link)) {
        const from = id(namespace, link.ifindex);
        const to = id(reference.namespace ?? namespace, reference.ifindex);
        if (from === undefined || to === undefined || drawn.has(`${to} ${arrow} ${from}`)) continue;
        drawn.add(`${from} ${arrow} ${to}`);
        lines.push(`  ${from} ${arrow} ${to}`);
      }
    }
  }
  return lines.join('\n');
}

function relations({ peer, parent, master, mode }: LinkState): readonly (readonly [LinkReference, string])[] {
  return [
    ...(peer ? [[peer, '<-->|veth|'] as const] : []),
    ...(parent ? [[parent, `-->|${mode ?? 'on'}|`] as const] : []),
    ...(master ? [[master, '-->|port|'] as const] : []),
  ];
}

function box(
  { namespace, links, addresses }: NamespaceState,
  place: number,
  id: (namespace: NamespaceRef, ifindex: number) => string | undefined,
): string[] {
  return [
    `  subgraph ns${place}["${escape(describeNamespace(namespace))}"]`,
    ...links.map((link) => {
      const own = addresses.filter(({ ifindex }) => ifindex === link.ifindex).map(({ address }) => address);
      const text = [`${link.name} (${link.kind}${link.up ? '' : ', down'})`, ...own].map(escape).join('<br/>');
      return `    ${id(namespace, link.ifindex) ?? ''}["${text}"]`;
    }),
    '  end',
  ];
}

/** Mermaid reads entity codes within quoted text. */
function escape(text: string): string {
  return text.replaceAll(/["#<>&]/g, (character) => `#${character.codePointAt(0)};`);
}
