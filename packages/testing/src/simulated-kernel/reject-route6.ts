import { WITHOUT_WAY, type Route } from './route.js';

/**
 * Whether an IPv6 route leads to nobody: by its type, or as one through lo to others than this machine, which would come
 * back for ever (`fib6_is_reject()`). Only the kernel itself makes anycast routes that lead somewhere.
 */
export function isReject6({ type, destination, protocol, hops: [hop] }: Route): boolean {
  if (WITHOUT_WAY.has(type)) return true;
  const own = type === 'local' || (type === 'anycast' && protocol === 'kernel') || destination.value === 1n;
  return hop?.link?.isLoopback === true && !own;
}
