import type { Fields } from '../value/fields.js';
import { parseNewInterfaceName } from '../value/interface-name.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import { oneOf } from '../value/one-of.js';
import { parseNamespaceRef } from '../value/parse-namespace-ref.js';
import type { Parser } from '../value/parsed.js';
import { LINK_FIELDS, type LinkSettings } from './link-fields.js';
import type { LinkOptions } from './link-options.js';
import type { MacvlanMode } from './macvlan.js';

/** What links that stand on another have in common. */
export interface ParentOptions<
  N extends string = string,
  L extends string = never,
  R = NamespaceRef,
> extends LinkOptions<L> {
  /** The new link's name; the first free of `macvlan0`, `macvlan1` … unless told otherwise. */
  readonly name?: N | undefined;
  /** Where the parent is; the host's namespace unless told otherwise. */
  readonly parentNamespace?: R | undefined;
}

/** See ip-link(8), "MACVLAN and MACVTAP Type Support". */
export interface MacvlanOptions<
  N extends string = string,
  L extends string = never,
  R = NamespaceRef,
> extends ParentOptions<N, L, R> {
  /**
   * Who reaches whom: `bridge` siblings reach each other, `private` siblings do not, `vepa` sends everything out to a
   * switch that must send it back (hairpin), `passthru` gives the parent to one link alone, `source` lets in only
   * listed senders. In no mode does the link reach its own parent.
   */
  readonly mode: MacvlanMode;
}

/** The options of a macvlan or macvtap, parsed. */
export interface MacvlanSettings extends LinkSettings {
  readonly mode: MacvlanMode;
  readonly name: string;
  readonly parentNamespace: NamespaceRef;
}

export const parseMacvlanMode: Parser<MacvlanMode> = oneOf('macvlan-mode', [
  'private',
  'vepa',
  'bridge',
  'passthru',
  'source',
]);

export const MACVLAN_FIELDS: Fields<MacvlanSettings> = {
  ...LINK_FIELDS,
  mode: parseMacvlanMode,
  name: parseNewInterfaceName,
  parentNamespace: parseNamespaceRef,
};
