import { ADDRESS4_ROUTES } from './area/address4-routes.js';
import { ADDRESS4 } from './area/address4.js';
import { ADDRESS6 } from './area/address6.js';
import { ADMIN_STATE } from './area/admin-state.js';
import { BRIDGE_PORT } from './area/bridge-port.js';
import { BRIDGE } from './area/bridge.js';
import { FDB } from './area/fdb.js';
import { LINK_CHANGE } from './area/link-change.js';
import { LINK } from './area/link.js';
import { MACVLAN } from './area/macvlan.js';
import { MOVE } from './area/move.js';
import { NAMESPACE } from './area/namespace.js';
import { NEIGHBOUR } from './area/neighbour.js';
import { OUTCOMES } from './area/outcomes.js';
import { PROCESS } from './area/process.js';
import { ROUTE4 } from './area/route4.js';
import { ROUTE6 } from './area/route6.js';
import { RULE } from './area/rule.js';
import { SYSCTL } from './area/sysctl.js';
import { TRANSACTION } from './area/transaction.js';
import { VETH } from './area/veth.js';
import { WATCH } from './area/watch.js';
import type { Area } from './conformance-case.js';

/** Every area of the conformance suite, in the order in which they are registered. */
export const AREAS: readonly Area[] = [
  NAMESPACE,
  OUTCOMES,
  LINK,
  LINK_CHANGE,
  ADMIN_STATE,
  VETH,
  BRIDGE,
  BRIDGE_PORT,
  MACVLAN,
  MOVE,
  ADDRESS4,
  ADDRESS4_ROUTES,
  ADDRESS6,
  ROUTE4,
  ROUTE6,
  NEIGHBOUR,
  RULE,
  FDB,
  SYSCTL,
  PROCESS,
  WATCH,
  TRANSACTION,
];
