import test from 'ava';
import { isAtLeast, lacksOf, parseVersion } from '../../dist/capabilities/version.js';
import { missingCapabilities } from '../../dist/capabilities/permission.js';

test('versions, snapshots by date, and what is no iproute2', (t) => {
  t.deepEqual(parseVersion('ip utility, iproute2-6.1.0, libbpf 1.1.2'), { major: 6, minor: 1 });
  t.deepEqual(parseVersion('ip utility, iproute2-ss200127'), { major: 5, minor: 5 });
  t.deepEqual(parseVersion('ip utility, iproute2-ss180813'), { major: 4, minor: 18 });
  t.deepEqual(parseVersion('ip utility, iproute2-ss161212'), { major: 4, minor: 0 });
  t.is(parseVersion('BusyBox v1.36.1 () multi-call binary.'), undefined);
});

test('versions are compared by both numbers', (t) => {
  t.true(isAtLeast({ major: 5, minor: 0 }, 4, 18));
  t.true(isAtLeast({ major: 4, minor: 18 }, 4, 18));
  t.false(isAtLeast({ major: 4, minor: 9 }, 4, 18));
  t.deepEqual(lacksOf({ major: 6, minor: 1 }), []);
  t.is(lacksOf({ major: 5, minor: 4 }).length, 1);
});

test('capabilities are read from the effective set', (t) => {
  t.deepEqual(missingCapabilities('CapPrm:\t000001ffffffffff\nCapEff:\t000001ffffffffff\n'), []);
  t.deepEqual(missingCapabilities('CapEff:\t0000000000000000\n'), ['CAP_NET_ADMIN', 'CAP_SYS_ADMIN']);
  t.deepEqual(missingCapabilities('CapEff:\t0000000000001000\n'), ['CAP_SYS_ADMIN']);
});
