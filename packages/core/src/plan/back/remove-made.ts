import type { KernelOperation } from '../../operation/operation.js';
import type { Pieces } from '../breather.js';
import type { NamespaceModel } from '../../state/namespace-model.js';
import { describeNamespace, HOST, namespaceKey } from '../../value/namespace-ref.js';
import type { LinkFootprint } from '../footprint.js';
import type { BackContext, BackStep } from './back-step.js';
import { findLink } from './find-link.js';
import { isMadeNamespace } from './made-namespace.js';
import { removeEntries } from './remove-entries.js';

/** What the transaction made and is still there: entries on links that are not its own, then links, then namespaces. */
export function* removingMade(context: BackContext): Pieces<BackStep[]> {
  const steps = removeEntries(context);
  for (const remove of [removeLinks, removeNamespaces]) {
    yield;
    steps.push(...remove(context));
  }
  return steps;
}

function removeLinks({ footprint, current }: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  const gone = new Set<string>();
  for (const link of [...footprint.links.values()].toReversed()) {
    if (!link.made || link.kind === 'loopback' || gone.has(link.id)) continue;
    const found = findLink(current, link);
    if (!found) continue;
    // The other end of a pair goes with the first.
    const peer = found.link.peer;
    if (peer) gone.add(`${namespaceKey(peer.namespace ?? found.namespace.ref)}/${peer.ifindex}`);
    const { ref } = found.namespace;
    steps.push({
      pass: 'remove',
      operation: { op: 'link.delete', namespace: ref, name: found.link.name, ifindex: found.link.ifindex },
      reason: `link "${found.link.name}" is still in ${describeNamespace(ref)}`,
    });
  }
  return steps;
}

/** The namespaces that the transaction made and that can go, with all that is in them. */
export function namespacesThatGo(context: BackContext): ReadonlySet<string> {
  const names = [...doomed(context)].filter(({ strangers }) => strangers.length === 0).map(({ name }) => name);
  return new Set(names);
}

interface Doomed {
  readonly name: string;
  readonly strangers: readonly string[];
}

/** The namespaces that the transaction made, last first, with the links in them that are not its own. */
function* doomed(context: BackContext): Generator<Doomed> {
  const { footprint, current } = context;
  const ours = placesOf(footprint.links);
  const lentTo = borrowers(context);
  for (const name of [...footprint.namespacesMade].toReversed()) {
    const namespace = current.namespace(name);
    // A link that is lent to it would die with it: first it comes home.
    if (!namespace || lentTo.has(name) || !isMadeNamespace(namespace, name, context)) continue;
    yield { name, strangers: strangersIn(namespace, ours) };
  }
}

function removeNamespaces(context: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const { name, strangers } of doomed(context)) {
    const operation: KernelOperation = { op: 'namespace.delete', namespace: name };
    if (strangers.length === 0) {
      steps.push({ pass: 'remove', operation, reason: `${describeNamespace(name)} is still there` });
    } else {
      const names = strangers.map((link) => `"${link}"`).join(', ');
      steps.push({
        pass: 'remove',
        operation,
        reason: `${describeNamespace(name)} holds links of somebody else: ${names}`,
        foreign: true,
      });
    }
  }
  return steps;
}

/** The namespaces that hold a link which was moved there. */
function borrowers({ footprint, current }: BackContext): ReadonlySet<string> {
  const moved = [...footprint.links.values()].filter(({ made, places }) => !made && places.length > 1);
  return new Set(moved.map((link) => namespaceKey(findLink(current, link)?.namespace.ref ?? HOST)));
}

/** Wherever links of the transaction may be. */
function placesOf(links: ReadonlyMap<string, LinkFootprint>): ReadonlySet<string> {
  const ours = new Set<string>();
  for (const { places } of links.values()) for (const place of places) ours.add(`${place.namespace}/${place.ifindex}`);
  return ours;
}

/** Links in a namespace of ours that the transaction knows nothing of. */
function strangersIn(namespace: NamespaceModel, ours: ReadonlySet<string>): string[] {
  const key = namespaceKey(namespace.ref);
  return [...namespace.links.values()]
    .filter((link) => link.kind !== 'loopback' && !ours.has(`${key}/${link.ifindex}`))
    .map(({ name }) => name);
}
