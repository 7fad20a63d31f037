import { BRIDGE_DATA_FIELDS, BRIDGE_FIELDS, checkBridge } from '../../link-kind/bridge-options.js';
import type { BridgeData } from '../../link-kind/bridge.js';
import type { Given } from '../../value/fields.js';
import { addKnownLink, newLinkName } from './add-known-link.js';
import type { CallInterpreter } from './call-context.js';
import { attributesOf, emitExtras } from './link-extras.js';
import { splitFields } from './split-fields.js';

/** Makes a bridge, then enslaves its ports, which may be made later in the chain. */
export const interpretBridge: CallInterpreter = (context) => {
  const { call, scope } = context;
  const [rawName, rawOptions] = call.args;
  const { ports = [], ...given } = context.options(rawOptions, BRIDGE_FIELDS);
  const [data, own] = splitFields<Given<BridgeData>, Omit<typeof given, keyof BridgeData>>(given, BRIDGE_DATA_FIELDS);
  const refusal = checkBridge(data);
  if (refusal) context.refused(refusal);
  const name = newLinkName(context, scope, rawName);
  if (name === undefined) return;

  const link = addKnownLink(context, scope, name, 'bridge', own.altNames);
  context.emit({
    op: 'link.add',
    kind: 'bridge',
    namespace: scope.ref,
    name: link.name,
    ...attributesOf(context, scope, own),
    data,
  });
  emitExtras(context, link, own);
  for (const port of new Set(ports)) {
    const portName = context.find(scope, port)?.name ?? port;
    context.emit({ op: 'link.set', namespace: scope.ref, name: portName, changes: { master: link.name } });
  }
};
