import { BRIDGE_DATA_FIELDS } from '../../link-kind/bridge-options.js';
import type { BridgeData } from '../../link-kind/bridge.js';
import { LINK_ATTRIBUTE_FIELDS, PORT_FIELDS } from '../../link-kind/link-fields.js';
import { parseMacvlanMode } from '../../link-kind/macvlan-options.js';
import type { MacvlanMode } from '../../link-kind/macvlan.js';
import type { LinkChanges } from '../../operation/link-operation.js';
import type { PortOptions } from '../../operation/port-options.js';
import type { Fields, Given } from '../../value/fields.js';
import { parseAlternativeName, parseInterfaceName, parseNewInterfaceName } from '../../value/interface-name.js';
import { oneOf } from '../../value/one-of.js';
import { accept, type Parser } from '../../value/parsed.js';
import { recordOf } from '../../value/record-of.js';

type Plain = Omit<LinkChanges, 'masterIndex' | 'namespace' | 'namespaceIndex' | 'data' | 'port'>;

/** What `.link()` can be told, parsed. */
export interface ChangeSettings extends Required<Plain> {
  readonly port: Given<PortOptions>;
  readonly bridge: Given<BridgeData>;
  readonly mode: MacvlanMode;
}

function orNull<T>(parser: Parser<T>): Parser<T | null> {
  return (value) => (value === null ? accept(null) : parser(value));
}

export const CHANGE_FIELDS: Fields<ChangeSettings> = {
  ...LINK_ATTRIBUTE_FIELDS,
  name: parseNewInterfaceName,
  master: orNull(LINK_ATTRIBUTE_FIELDS.master),
  alias: orNull(LINK_ATTRIBUTE_FIELDS.alias),
  addAltName: parseAlternativeName,
  deleteAltName: parseInterfaceName,
  addressGeneration: oneOf('address-generation', ['eui64', 'none', 'stable-privacy', 'random']),
  port: recordOf(PORT_FIELDS),
  bridge: recordOf(BRIDGE_DATA_FIELDS),
  mode: parseMacvlanMode,
};
