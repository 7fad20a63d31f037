import type { Lab } from '../lab.js';
import { addVeth } from '../steps.js';

/** A namespace with two pairs, all ends up unless said otherwise. */
export async function twoPairs(lab: Lab, up = true): Promise<string> {
  const namespace = await lab.namespace();
  await lab.done(addVeth(namespace, 'v0', 'v1', { up }), addVeth(namespace, 'w0', 'w1', { up }));
  return namespace;
}
