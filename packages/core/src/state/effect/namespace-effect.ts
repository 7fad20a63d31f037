import type { NamespaceAdd, NamespaceDelete, NamespaceSet } from '../../operation/namespace-operation.js';
import { describeNamespace } from '../../value/namespace-ref.js';
import { NamespaceModel } from '../namespace-model.js';
import type { LinkState } from '../network-state.js';
import type { Effect, Refusal } from './effect.js';
import { evacuation } from './evacuate.js';
import { removeLinkAndDependents } from './link-delete-effect.js';
import { setLink } from './link-set-effect.js';
import { noNamespace } from './refusals.js';

/** A namespace is born with lo, down (network_namespaces(7)). */
const LOOPBACK: LinkState = Object.freeze({
  name: 'lo',
  ifindex: 1,
  kind: 'loopback',
  up: false,
  mtu: 65536,
  mac: '00:00:00:00:00:00',
  operstate: 'DOWN',
  flags: ['LOOPBACK'],
  arp: true,
  multicast: false,
  allMulticast: false,
  promiscuous: false,
  altNames: [],
  group: 0,
  txQueueLength: 1000,
  queues: { tx: 1, rx: 1 },
  data: {},
});

/** Every namespace has these rules from the start (ip-rule(8)). */
const FIRST_RULES = [
  { family: 'inet', priority: 0, action: 'lookup', table: 255 },
  { family: 'inet', priority: 32766, action: 'lookup', table: 254 },
  { family: 'inet', priority: 32767, action: 'lookup', table: 253 },
  { family: 'inet6', priority: 0, action: 'lookup', table: 255 },
  { family: 'inet6', priority: 32766, action: 'lookup', table: 254 },
] as const;

export const addNamespace: Effect<NamespaceAdd> = (model, { namespace }) => {
  if (model.namespace(namespace)) return taken(namespace);
  const made = new NamespaceModel(namespace);
  made.putLink(LOOPBACK);
  made.rules = [...FIRST_RULES];
  model.put(made);
  return undefined;
};

export const deleteNamespace: Effect<NamespaceDelete> = (model, { namespace }) => {
  const gone = model.namespace(namespace);
  if (!gone) return noNamespace(namespace);
  for (const step of evacuation(model, gone)) setLink(model, step);
  for (const index of gone.links.keys()) removeLinkAndDependents(model, gone, index);
  model.delete(namespace);
  return undefined;
};

export const setNamespace: Effect<NamespaceSet> = (model, { namespace, changes: { name } }) => {
  if (!model.namespace(namespace)) return noNamespace(namespace);
  if (model.namespace(name)) return taken(name);
  model.rename(namespace, name);
  return undefined;
};

function taken(name: string): Refusal {
  return {
    code: 'namespace-exists',
    message: `${describeNamespace(name)} exists already`,
    mend: "leave out create: 'exclusive', or choose another name",
  };
}
