import test from 'ava';
test('the package loads', async (t) => {
  t.truthy(await import('@netloom/driver-iproute2'));
});
