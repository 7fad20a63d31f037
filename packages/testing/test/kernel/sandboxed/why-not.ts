import { whyNoSandbox } from '@netloom/testing';

// Says what this machine, as it is shown to this process, lacks for a sandbox.
console.log((await whyNoSandbox()) ?? 'nothing');
