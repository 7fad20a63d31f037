import type { Method } from '../../builder/method.js';
import type { CallInterpreter } from './call-context.js';
import { interpretAddedKind } from './interpret-added-kind.js';
import { interpretAddress, interpretDeleteAddress } from './interpret-address.js';
import { interpretBridge } from './interpret-bridge.js';
import { interpretDelete } from './interpret-delete.js';
import { interpretDeleteFdb, interpretFdb } from './interpret-fdb.js';
import { interpretLink } from './interpret-link.js';
import { interpretMacvlan, interpretMacvtap } from './interpret-macvlan.js';
import { interpretMove } from './interpret-move.js';
import { interpretDeleteNamespace, interpretHost, interpretNamespace } from './interpret-namespace.js';
import { interpretDeleteNeighbour, interpretNeighbour } from './interpret-neighbour.js';
import { interpretDeleteRoute, interpretRoute } from './interpret-route.js';
import { interpretDeleteRule, interpretRule } from './interpret-rule.js';
import { interpretCall, interpretDhcp, interpretSysctl, interpretVerify } from './interpret-services.js';
import { interpretVeth } from './interpret-veth.js';

export const INTERPRETERS: Readonly<Record<Method, CallInterpreter>> = {
  namespace: interpretNamespace,
  host: interpretHost,
  veth: interpretVeth,
  bridge: interpretBridge,
  macvlan: interpretMacvlan,
  macvtap: interpretMacvtap,
  add: interpretAddedKind,
  link: interpretLink,
  move: interpretMove,
  delete: interpretDelete,
  deleteNamespace: interpretDeleteNamespace,
  address: interpretAddress,
  deleteAddress: interpretDeleteAddress,
  route: interpretRoute,
  deleteRoute: interpretDeleteRoute,
  rule: interpretRule,
  deleteRule: interpretDeleteRule,
  neighbour: interpretNeighbour,
  deleteNeighbour: interpretDeleteNeighbour,
  fdb: interpretFdb,
  deleteFdb: interpretDeleteFdb,
  sysctl: interpretSysctl,
  dhcp: interpretDhcp,
  verify: interpretVerify,
  call: interpretCall,
};
