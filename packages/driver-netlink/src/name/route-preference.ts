/** ICMPV6_ROUTER_PREF_* (RFC 4191, linux/icmpv6.h). The kernel's default is medium. */
const NUMBERS: { readonly [name: string]: number } = { medium: 0, high: 1, low: 3 };

export function preferenceNumber(name: string): number {
  return NUMBERS[name] ?? 0;
}

export function preferenceName(number: number): string | undefined {
  return Object.keys(NUMBERS).find((name) => NUMBERS[name] === number);
}
