import type { Operation, Plugin } from '@netloom/core';

export const forceMtu = (mtu: number): Plugin => ({
  name: 'force-mtu',
  hooks: {
    plan: (operations) =>
      operations.map((operation): Operation =>
        operation.op === 'link.add' && operation.kind === 'veth'
          ? { ...operation, mtu, data: { ...operation.data } }
          : operation,
      ),
    async afterCommit(commit) {
      console.log(commit.id, mtu);
    },
  },
});

export const veto: Plugin = {
  name: 'veto',
  setup(context) {
    context.on('commit:done', ({ commit }) => console.log(commit.id));
  },
  hooks: {
    plan(operations) {
      if (operations.some(({ op }) => op === 'namespace.delete')) throw new Error('namespaces stay');
      return undefined;
    },
  },
};
