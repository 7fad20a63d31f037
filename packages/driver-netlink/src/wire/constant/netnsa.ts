/** Attributes of namespace ids (linux/net_namespace.h). */
export const NETNSA_NSID = 1;
export const NETNSA_FD = 3;

/** No id is assigned. */
export const NETNSA_NSID_NOT_ASSIGNED = -1;
