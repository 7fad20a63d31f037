import test from 'ava';
import { refusalReason } from '../../dist/sandbox/refusal-reason.js';

/** A kernel with user namespaces and these switches. */
function reads(switches: Record<string, string>): (path: string) => string | undefined {
  return (path) => ({ '/proc/self/ns/user': '', ...switches })[path];
}

test('what turned user namespaces off is told by its name', (t) => {
  const said = 'unshare: unshare failed: Operation not permitted\n';
  t.regex(refusalReason(said, reads({ '/proc/sys/user/max_user_namespaces': '0\n' })), /turned off .*is 0/);
  t.regex(refusalReason(said, reads({ '/proc/sys/kernel/unprivileged_userns_clone': '0\n' })), /root only/);
  t.regex(refusalReason(said, reads({ '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' })), /AppArmor/);
  t.regex(
    refusalReason(said, () => undefined),
    /built without user namespaces/,
  );
});

test('where no switch tells, the kernel speaks', (t) => {
  const allowed = {
    '/proc/sys/user/max_user_namespaces': '15000\n',
    '/proc/sys/kernel/unprivileged_userns_clone': '1\n',
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '0\n',
  };
  t.is(refusalReason('unshare failed: EPERM\n', reads(allowed)), 'the kernel said: unshare failed: EPERM');
});
