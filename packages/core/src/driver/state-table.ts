/** All that a namespace has beside its links. */
export const STATE_TABLES = ['addresses', 'routes', 'rules', 'neighbours', 'fdb'] as const;

/** What a namespace has beside its links. */
export type StateTable = (typeof STATE_TABLES)[number];
