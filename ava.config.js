export default {
  files: ['packages/*/test-build/**/*.test.js', 'examples/dist/**/*.test.js', '!packages/*/test-build/kernel/**'],
  workerThreads: false,
  concurrency: 2,
  timeout: '60s',
};
