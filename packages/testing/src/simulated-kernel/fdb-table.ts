import type { Link } from './link.js';

/** A forwarding entry, kept at the link that it leads to. */
export interface FdbEntry {
  readonly mac: string;
  readonly owner: 'master' | 'self';
  readonly state: 'permanent' | 'static';
  readonly vlan: number | undefined;
  readonly destination: string | undefined;
  /** The link below, which was to let in the same, has lost it. It is not asked again, and deleting takes two goes. */
  lostBelow?: 'kept' | 'deleted';
}

/**
 * What a passthru child that is up lets in, its parent must let in as well (`dev_uc_sync()`): not what a bridge knows of it.
 * An address that the parent was given itself is counted once more.
 */
export function entriesFromAbove({ children, fdb }: Link): FdbEntry[] {
  const above = [...children].filter(({ mode, up }) => mode === 'passthru' && up).flatMap((child) => child.fdb);
  return above.filter(
    ({ owner, mac, lostBelow }) =>
      owner === 'self' && lostBelow === undefined && !fdb.some((own) => own.owner === 'self' && own.mac === mac),
  );
}
