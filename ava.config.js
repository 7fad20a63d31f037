export default {
  files: [
    'packages/*/test-build/**/*.test.js',
    'examples/dist/**/*.test.js',
    '!packages/*/test-build/kernel/**',
    '!packages/*/test-build/random/**',
  ],
  workerThreads: false,
  concurrency: 2,
  timeout: '60s',
};
