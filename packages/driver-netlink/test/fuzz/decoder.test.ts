import test from 'ava';
import { fuzz } from './decoders.js';

test('no bytes make a decoder throw anything but its own error', (t) => {
  const { decoded, refused } = fuzz(10_000, 1);
  // Both must happen often, or the mutations are too wild or too tame.
  t.true(decoded > 5_000 && refused > 5_000, `${decoded} decoded, ${refused} refused`);
});
