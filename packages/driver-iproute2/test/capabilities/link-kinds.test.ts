import test from 'ava';
import { probeLinkKinds } from '../../dist/capabilities/link-kinds.js';
import { Processes } from '../../dist/exec/processes.js';
import { IndexNames } from '../../dist/read/index-names.js';

test('where nothing can be tried the usual kinds are assumed, and that is said', async (t) => {
  // `unshare` is asked to run this, which does not exist, and fails without a word on any line.
  const tools = {
    processes: new Processes(1),
    programs: (): readonly [string] => ['/nonexistent/ip'],
    indexNames: new IndexNames(),
  };
  const { kinds, tried } = await probeLinkKinds(tools, []);
  t.false(tried);
  t.deepEqual([...kinds], ['veth', 'bridge', 'macvlan', 'macvtap']);
});
