import * as fc from 'fast-check';

/** The two namespaces of a case; they get real names when it is run. */
export const NAMESPACES = ['a', 'b'] as const;
export const VETHS = ['v0', 'v1', 'v2', 'v3'] as const;
export const BRIDGES = ['br0', 'br1'] as const;
export const MACVLANS = ['m0', 'm1'] as const;

/** MACs that a case gives; what the kernel chooses by itself begins otherwise. */
export const MACS = ['06:00:00:00:00:01', '06:00:00:00:00:02', '06:00:00:00:00:03', '06:00:00:00:00:04'] as const;
/** Indexes that are asked for, one for each name in each namespace, so that none is met by chance. */
export const FIRST_INDEX = 1_500_000_000;
const NAMES: readonly string[] = [...VETHS, ...BRIDGES, ...MACVLANS];

export function indexOf(scope: string, name: string): number {
  return FIRST_INDEX + 100 * NAMESPACES.findIndex((label) => label === scope) + NAMES.indexOf(name);
}

/** Indexes for links of any name. */
export const INDEXES = [FIRST_INDEX + 77, FIRST_INDEX + 78] as const;

/** Mostly the one that a case begins in. */
export const namespace = fc.constantFrom('a', 'a', 'a', 'b');
export const vethName = fc.constantFrom(...VETHS);
export const bridgeName = fc.constantFrom(...BRIDGES);
export const macvlanName = fc.constantFrom(...MACVLANS);
export const mac = fc.constantFrom(...MACS);
export const badMac = fc.constantFrom('01:00:00:00:00:01', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff');

/** Mostly a link that there may be, now and then lo, or one that there never is. */
export const linkName = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('v0', 'v0', ...VETHS) },
  { weight: 4, arbitrary: fc.constantFrom('br0', 'br0', 'br1') },
  { weight: 4, arbitrary: fc.constantFrom('m0', 'm0', 'm1') },
  { weight: 1, arbitrary: fc.constantFrom('lo', 'none') },
);

export const mtu = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1500, 1400, 1300, 1280, 9000) },
  { weight: 2, arbitrary: fc.constantFrom(1279, 68, 576, 65_535) },
  { weight: 1, arbitrary: fc.constantFrom(67, 65_536) },
);

export const address4 = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('10.0.0.1/24', '10.0.0.2/24', '10.0.0.3/24', '10.0.1.1/24', '10.0.0.1/25') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('10.0.0.2/32', '10.0.0.4/31', '10.0.0.0/24', '10.0.0.255/24', '127.0.0.2/8'),
  },
  { weight: 1, arbitrary: fc.constantFrom('224.0.0.5/24', '255.255.255.255/32', '0.0.0.5/8') },
);

export const address6 = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('fd00::1/64', 'fd00::2/64', 'fd00:0:0:1::1/64', 'fd00::1/80') },
  { weight: 2, arbitrary: fc.constantFrom('fe80::1/64', 'fd00::3/128', 'fec0::1/64') },
  { weight: 1, arbitrary: fc.constantFrom('::/64', '::1/128', 'ff02::5/64') },
);

export const destination4 = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('10.9.0.0/16', '10.9.1.0/24', '0.0.0.0/0', '10.0.0.0/24') },
  { weight: 1, arbitrary: fc.constantFrom('10.9.1.0/16', '10.0.0.2/32', '10.0.0.255/32') },
);
export const destination6 = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('fd09::/64', 'fd09::/48', '::/0', 'fd00::/64') },
  { weight: 1, arbitrary: fc.constantFrom('fd09::5/64', 'fd00::2/128') },
);

export const gateway4 = fc.constantFrom(
  '10.0.0.9',
  '10.0.0.8',
  '10.0.1.9',
  '10.0.0.1',
  '10.0.0.255',
  '10.9.0.9',
  '172.16.0.1',
);
export const gateway6 = fc.constantFrom(
  'fd00::9',
  'fd00::8',
  'fd00:0:0:1::9',
  'fd00::1',
  'fe80::9',
  'fd09::9',
  'fd77::1',
);

/** A field that is given now and then; `weight` times in ten. */
export function sometimes<T>(arbitrary: fc.Arbitrary<T>, weight = 3): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight, arbitrary }, { weight: 10 - weight, arbitrary: fc.constant(undefined) });
}

/** Takes fields that are not given out of an object, so that it is what a builder would have made. */
export function given<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
