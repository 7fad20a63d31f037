/** `npm run fuzz -w @netloom/driver-netlink -- [COUNT] [SEED]`: a million mutations unless told otherwise. */
import { fuzz } from './decoders.js';

const [count = '1000000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const begun = performance.now();
const { decoded, refused } = fuzz(Number(count), Number(seed));
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
console.log(`${count} mutations, seed ${seed}: ${decoded} decoded, ${refused} refused, ${seconds} s`);
