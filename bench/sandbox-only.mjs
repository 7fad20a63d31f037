// Imported first by programs that change the network that they run in.
if (process.env.NETLOOM_SANDBOX === undefined) {
  console.error(
    'This changes the network that it runs in: run it by its npm script, which makes a sandbox (bench/README.md).',
  );
  process.exit(1);
}
