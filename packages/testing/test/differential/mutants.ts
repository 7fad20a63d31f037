/** One rule of the simulated kernel, broken on purpose. */
export interface Mutant {
  /** What the broken kernel does. */
  readonly title: string;
  /** The module that has the rule, below `simulated-kernel`. */
  readonly module: string;
  /** What stands in it as it was compiled, once, and what is put in its place. */
  readonly rule: string;
  readonly broken: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    title: 'a link that goes down keeps its neighbours',
    module: 'effect/admin-state.js',
    rule: 'link.neighbours.clear();',
    broken: '',
  },
  {
    title: 'a primary address leaves its secondaries behind',
    module: 'effect/address4.js',
    rule: 'remove(link, secondary);',
    broken: ';',
  },
  {
    title: 'macvlans keep their MTU when that of their parent is lowered',
    module: 'effect/bridge-follows.js',
    rule: 'child.mtu > mtu',
    broken: 'child.mtu < mtu',
  },
  {
    title: 'a gateway may be reached through other gateways',
    module: 'operation/route-hop4.js',
    rule: "candidate.scope === 'link' || candidate.scope === 'host'",
    broken: "candidate.scope !== 'nowhere'",
  },
  {
    title: 'a link that is moved stays a port of its bridge',
    module: 'effect/move.js',
    rule: 'if (link.master !== undefined)',
    broken: 'if (link.master === null)',
  },
];
