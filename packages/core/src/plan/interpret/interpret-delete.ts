import { parseInterfaceName } from '../../value/interface-name.js';
import type { CallInterpreter } from './call-context.js';

/** Deletes a link; what goes with it is no longer known either. */
export const interpretDelete: CallInterpreter = (context) => {
  const { call, chain, scope } = context;
  const name = context.parse(parseInterfaceName, call.args[0]);
  if (name === undefined) return;
  if (name === 'lo') {
    context.report('link-immovable', 'lo cannot be deleted: it lives and dies with its namespace');
    return;
  }
  const link = scope.links.get(name);
  // What is gone is as asked; an add further down the chain would come too late to be meant.
  if (!link && chain.purpose === 'ensure') return;
  context.find(scope, name);
  chain.passBarrier();
  if (link) chain.network.delete(link);
  context.emit({ op: 'link.delete', namespace: scope.ref, name: link?.name ?? name });
};
