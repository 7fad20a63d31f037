import { checkLinkName } from '../link-name.js';
import type { Link } from '../link.js';

/** IFNAMSIZ less the closing zero byte: labels are as long as names. */
const MAX_LABEL = 15;

/** `ip link set … name …`: IPv4 labels follow as `inetdev_changename()` rewrites them. */
export function renameLink(link: Link, name: string): void {
  if (name === link.name) return;
  checkLinkName(link.namespace.links, name);
  link.namespace.links.rename(link, name);
  for (const [index, address] of link.inet.entries()) {
    if (index === 0) {
      address.label = name;
      continue;
    }
    const old = address.label ?? '';
    const suffix = old.includes(':') ? old.slice(old.indexOf(':')) : `:${index + 1}`;
    address.label = `${name.slice(0, MAX_LABEL - suffix.length)}${suffix}`;
  }
}
