import type { ProblemCode } from '../../error/problem-code.js';
import type { Problem } from '../../error/problem.js';
import { append, type NamespaceModel } from '../../state/namespace-model.js';
import type { AddressState, LinkState } from '../../state/network-state.js';
import type { NetworkModel } from '../../state/network-model.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import type { Step } from '../interpretation.js';

/** A link of the network as it will be, with the namespace that it is in. */
export interface Found {
  readonly link: LinkState;
  readonly namespace: NamespaceModel;
}

/** The network as it will be, looked at from one link to those around it. */
export class LookAround {
  readonly #model: NetworkModel;
  #children: Map<string, Found[]> | undefined;

  constructor(after: NetworkModel) {
    this.#model = after;
  }

  find(ref: NamespaceRef, name: string): Found | undefined {
    const namespace = this.#model.namespace(ref);
    const link = namespace?.link(name);
    return namespace && link ? { namespace, link } : undefined;
  }

  parentOf({ link, namespace }: Found): Found | undefined {
    return link.parent && this.#model.follow(link.parent, namespace.ref);
  }

  peerOf({ link, namespace }: Found): Found | undefined {
    return link.peer && this.#model.follow(link.peer, namespace.ref);
  }

  masterOf({ link, namespace }: Found): Found | undefined {
    return link.master && this.#model.follow(link.master, namespace.ref);
  }

  /** Its addresses that others use: not those that every link has of itself. */
  addressesOf({ link, namespace }: Found): readonly AddressState[] {
    const all = namespace.addresses.get(link.ifindex) ?? [];
    return all.filter(({ scope }) => scope !== 'link' && scope !== 'host');
  }

  /** The links that stand on it, in any namespace. */
  childrenOf(parent: Found): readonly Found[] {
    if (!this.#children) {
      this.#children = new Map();
      for (const namespace of this.#model.namespaces()) {
        for (const link of namespace.links.values()) {
          if (link.parent)
            append(this.#children, childKey(link.parent.namespace ?? namespace.ref, link.parent.ifindex), {
              link,
              namespace,
            });
        }
      }
    }
    return this.#children.get(childKey(parent.namespace.ref, parent.link.ifindex)) ?? [];
  }
}

function childKey(ref: NamespaceRef, ifindex: number): string {
  return `${ifindex} ${namespaceKey(ref)}`;
}

/** What one step is likely to be wrong about. Steps are looked at in order; an instance serves one plan. */
export type Warner = (step: Step, around: LookAround) => Iterable<Problem>;

export function warning(step: Step, code: ProblemCode, message: string, mend: string): Problem {
  return { code, call: step.call, message, mend };
}
