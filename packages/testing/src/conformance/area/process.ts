import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addAddress, addVeth, setLink } from '../steps.js';

export const PROCESS: Area = {
  name: 'process',
  cases: [
    {
      title: 'the command that runs a program in a namespace has its arguments as they are',
      rule: 'the port: Driver.wrap gives arguments, never a line for a shell',
      needs: { methods: ['wrap'] },
      async run(lab) {
        const namespace = await lab.namespace();
        const [file, ...args] = lab.driver.wrap?.(namespace, 'ip', ['-j', '$(reboot)', '; ls']) ?? [''];
        assert.ok(file.length > 0);
        assert.ok(args.every((argument) => typeof argument === 'string'));
      },
    },
    {
      title: 'a probe is answered by a neighbour, and rejects where nobody answers',
      rule: 'the port: Driver.probe',
      needs: { methods: ['probe'] },
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(
          setLink(a, 'lo', { up: true }),
          setLink(b, 'lo', { up: true }),
          addVeth(a, 'v0', 'v1', { peerNamespace: b, up: true }),
          addAddress(a, 'v0', '10.99.0.1/24'),
          addAddress(b, 'v1', '10.99.0.2/24'),
        );
        const probe = async (address: string): Promise<void> =>
          lab.driver.probe?.({ namespace: a, protocol: 'icmp', address, signal: AbortSignal.timeout(2000) });
        await lab.eventually(() => probe('10.99.0.2'));
        await assert.rejects(probe('10.99.0.9'));
        await assert.rejects(probe('10.98.0.1'));
      },
    },
  ],
};
