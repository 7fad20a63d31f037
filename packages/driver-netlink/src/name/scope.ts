import { NumberedNames } from './numbered-names.js';

/** Scopes of addresses and routes (`/etc/iproute2/rt_scopes`). */
export const SCOPES: NumberedNames = new NumberedNames({ global: 0, site: 200, link: 253, host: 254, nowhere: 255 });
