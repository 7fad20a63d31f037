// The tests that need a kernel. Run them with `npm run test:kernel`, which puts them in a sandbox: private network and mount
// namespaces, as root or as an ordinary user.
export default {
  files: ['packages/*/test-build/kernel/**/*.test.js'],
  workerThreads: false,
  concurrency: 1,
  serial: true,
  // The tree may belong to somebody else.
  cache: false,
  timeout: '120s',
};
