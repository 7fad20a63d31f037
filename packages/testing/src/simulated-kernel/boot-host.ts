import { setUp } from './effect/admin-state.js';
import { newLink } from './effect/new-link.js';
import { runLinkWatch } from './effect/link-watch.js';
import { addAddress } from './operation/address.js';
import type { PhysicalLink, SimulatedKernelOptions } from './kernel-options.js';
import type { KernelState } from './kernel-state.js';
import { PHYSICAL } from './kind/physical.js';
import { parseOptions } from './option/parse-options.js';
import { restoreState } from './restore/restore-state.js';
import { HOST } from '@netloom/core';

/** Gives a fresh kernel what its options say it began with. */
export function bootHost(kernel: KernelState, options: SimulatedKernelOptions): void {
  const { links, namespaces, processes } = parseOptions(options);
  if (options.state !== undefined) {
    restoreState(kernel, options.state);
    return;
  }
  setUp(kernel, kernel.host.links.require('lo'));
  for (const link of links) addCard(kernel, link);
  runLinkWatch(kernel);
  for (const name of namespaces) kernel.named.set(name, kernel.newNamespace(name));
  for (const pid of processes) kernel.processes.set(pid, kernel.newNamespace({ pid }));
}

function addCard(kernel: KernelState, { up = true, addresses = [], outside = [], ...card }: PhysicalLink): void {
  const link = newLink(kernel, PHYSICAL, kernel.host, card);
  link.outside = new Set(outside);
  link.carrier = false;
  kernel.carrierEvents.add(link);
  if (up) setUp(kernel, link);
  for (const address of addresses) {
    const family = address.includes(':') ? 'inet6' : 'inet';
    addAddress(kernel, { op: 'address.add', namespace: HOST, link: card.name, family, address });
  }
}
