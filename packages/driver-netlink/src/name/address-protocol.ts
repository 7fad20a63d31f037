import { NumberedNames } from './numbered-names.js';

/** Who made an address (IFAPROT_*, linux/if_addr.h; `/etc/iproute2/rt_addrprotos`). */
export const ADDRESS_PROTOCOLS: NumberedNames = new NumberedNames({ kernel_lo: 1, kernel_ra: 2, kernel_ll: 3 });
