import { ADMIN_STATE } from './area/admin-state.js';
import { LINK_CHANGE } from './area/link-change.js';
import { LINK } from './area/link.js';
import { NAMESPACE } from './area/namespace.js';
import { VETH } from './area/veth.js';
import type { Area } from './conformance-case.js';

/** Every area of the conformance suite, in the order in which they are registered. */
export const AREAS: readonly Area[] = [NAMESPACE, LINK, LINK_CHANGE, ADMIN_STATE, VETH];
