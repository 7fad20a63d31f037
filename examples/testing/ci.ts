// For a CI job that is to run the sandbox tests, not to skip them.
//
//   node examples/dist/testing/ci.js && npx ava
import { whyNoSandbox } from '@netloom/testing';

const reason = await whyNoSandbox();
if (reason !== undefined) throw new Error(`the sandbox tests would be skipped: ${reason}`);
