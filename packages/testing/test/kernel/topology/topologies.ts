import { bridgePorts } from './bridge-ports.js';
import { deletions } from './deletions.js';
import { livedIn } from './lived-in.js';
import { lentLink } from './lent-link.js';
import { newPods } from './new-pods.js';
import type { Topology } from './topology.js';

export const TOPOLOGIES: readonly Topology[] = [newPods, livedIn, lentLink, bridgePorts, deletions];
