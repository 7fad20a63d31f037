import type { AddressGeneration } from '@netloom/core';

/** `enum in6_addr_gen_mode` (linux/if_link.h). */
export const ADDRESS_GENERATIONS: readonly AddressGeneration[] = ['eui64', 'none', 'stable-privacy', 'random'];
