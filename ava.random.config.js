// Random transactions on the simulated kernel and on the real one. A new seed each time, so that they find what is not
// known yet: `npm run test:differential`, in a sandbox, apart from the tests that must pass.
export default {
  files: ['packages/testing/test-build/random/*.test.js'],
  workerThreads: false,
  concurrency: 1,
  serial: true,
  cache: false,
  timeout: '600s',
};
