import type { Problem } from '../../error/problem.js';
import type { NetworkState } from '../../state/network-state.js';
import type { IpPrefix } from '../../value/ip-prefix.js';
import { describeNamespace } from '../../value/namespace-ref.js';
import { suggestion } from '../../value/suggestion.js';
import type { Interpretation, NamespaceUse, PlannedCheck, Step } from '../interpretation.js';
import type { PlanPurpose } from '../plan.js';
import type { DeclaredLinks } from './declared-links.js';
import type { KnownLink } from './known-link.js';
import type { NamespaceView } from './namespace-view.js';
import { NetworkView } from './network-view.js';

/** A name that no link had when a call used it; an add that comes later may still bring it. */
interface OpenReference {
  readonly namespace: NamespaceView;
  readonly name: string;
  readonly call: string;
  readonly stretch: number;
}

/** Guessing what was meant costs time; after so many problems nobody reads the guesses. */
const MOST_SUGGESTIONS = 20;

/** What is known while a chain is interpreted, call by call, and what comes out of it. */
export class Chain {
  readonly purpose: PlanPurpose;
  readonly network: NetworkView;
  readonly declared: DeclaredLinks;
  readonly steps: Step[] = [];
  readonly checks: PlannedCheck[] = [];
  readonly problems: Problem[] = [];
  /** How each namespace of the chain is opened, by key. */
  readonly uses: Map<string, NamespaceUse> = new Map();
  /** The addresses that the chain gives to links, as `link id address`, with the texts of those calls. */
  readonly addresses: Map<string, string> = new Map();
  #lastId = 0;
  /** Counts the barriers passed: deletes, moves and renames, which no add is moved across. */
  #stretch = 0;
  readonly #added = new Map<string, { readonly call: string; readonly stretch: number }>();
  readonly #openLinks: OpenReference[] = [];
  readonly #openNamespaces = new Map<string, { readonly namespace: NamespaceView; readonly call: string }>();

  constructor(purpose: PlanPurpose, state: NetworkState, declared: DeclaredLinks) {
    this.purpose = purpose;
    this.network = new NetworkView(state);
    this.declared = declared;
  }

  /** Where an address of a link is kept. */
  addressKey(link: KnownLink, { family, text, address }: IpPrefix): string {
    link.id ??= ++this.#lastId;
    // The kernel tells IPv4 addresses apart by their prefix length as well, IPv6 ones not.
    return `${link.id} ${family === 'inet' ? text : address}`;
  }

  passBarrier(): void {
    this.#stretch++;
  }

  noteAdded(namespace: NamespaceView, name: string, call: string): void {
    this.#added.set(`${namespace.key}/${name}`, { call, stretch: this.#stretch });
  }

  /** A link was named that is not there; whether a later call makes it is judged at the end. */
  leaveOpen(namespace: NamespaceView, name: string, call: string): void {
    this.#openLinks.push({ namespace, name, call, stretch: this.#stretch });
  }

  /** An option named a namespace that is not there; whether the chain opens it is judged at the end. */
  leaveNamespaceOpen(namespace: NamespaceView, call: string): void {
    if (!this.#openNamespaces.has(namespace.key)) this.#openNamespaces.set(namespace.key, { namespace, call });
  }

  finish(): Interpretation {
    for (const { namespace, call } of this.#openNamespaces.values()) this.#closeNamespace(namespace, call);
    for (const reference of this.#openLinks) this.#closeLink(reference);
    return { steps: this.steps, checks: this.checks, namespaces: [...this.uses.values()], problems: this.problems };
  }

  #closeNamespace(namespace: NamespaceView, call: string): void {
    if (this.uses.has(namespace.key)) return;
    const opened =
      typeof namespace.ref === 'string'
        ? `make it with .namespace('${namespace.ref}') anywhere in the chain`
        : 'it must exist';
    const message = `${describeNamespace(namespace.ref)} does not exist, and a name in an option makes none`;
    this.problems.push({ code: 'namespace-missing', call, message, mend: opened });
  }

  #closeLink({ namespace, name, call, stretch }: OpenReference): void {
    if (this.#openNamespaces.has(namespace.key) && !this.uses.has(namespace.key)) return;
    const added = this.#added.get(`${namespace.key}/${name}`);
    if (added?.stretch === stretch) return;
    const where = describeNamespace(namespace.ref);
    if (added) {
      const message = `link "${name}" of ${where} is made by ${added.call}, on the other side of a delete, move or rename`;
      this.problems.push({ code: 'link-missing', call, message, mend: 'make it before it is named' });
      return;
    }
    const mend = this.problems.length < MOST_SUGGESTIONS ? suggestion(name, namespace.links.keys()) : undefined;
    const problem = { code: 'link-missing' as const, call, message: `there is no link "${name}" in ${where}` };
    this.problems.push(mend === undefined ? problem : { ...problem, mend });
  }
}
