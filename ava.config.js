export default {
  files: ['packages/*/test-build/**/*.test.js', '!packages/*/test-build/kernel/**'],
  workerThreads: false,
  concurrency: 2,
  timeout: '60s',
};
