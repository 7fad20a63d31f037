// These tests change the network: on a machine's own they would do harm, however they came to be run.
if (process.env['NETLOOM_SANDBOX'] === undefined) {
  throw new Error('kernel tests run in a sandbox only: npm run test:kernel');
}
