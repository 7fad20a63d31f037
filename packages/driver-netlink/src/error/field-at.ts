import type { KernelOperation } from '@netloom/core';
import { DecodeError } from '../wire/decode-error.js';
import { attributePath } from './attribute-path.js';
import {
  ADDRESS_FIELDS,
  FDB_FIELDS,
  KIND_FIELDS,
  LINK_FIELDS,
  NEIGHBOUR_FIELDS,
  PORT_FIELDS,
  ROUTE_FIELDS,
  RULE_FIELDS,
} from './fields.js';
import { IFLA_INFO_DATA, IFLA_INFO_KIND, IFLA_INFO_SLAVE_DATA, IFLA_LINKINFO } from '../wire/constant/ifla.js';
import { VETH_INFO_PEER } from '../wire/constant/ifla-kind.js';

/**
 * The field of the operation whose attribute begins at `offset` of the request, where one is known. `swapped` says that a
 * veth was made from its peer's side.
 */
export function fieldAt(
  request: Buffer,
  offset: number,
  operation: KernelOperation,
  swapped = false,
): string | undefined {
  let path: readonly number[];
  try {
    path = attributePath(request, offset);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
  const [outermost] = path;
  if (outermost === undefined) return undefined;
  const [object] = operation.op.split('.');
  if (object === 'link') return linkField(path, operation, swapped);
  return FIELDS_BY_OBJECT[object ?? '']?.[outermost];
}

const FIELDS_BY_OBJECT: { readonly [object: string]: { readonly [type: number]: string } } = {
  address: ADDRESS_FIELDS,
  route: ROUTE_FIELDS,
  rule: RULE_FIELDS,
  neighbour: NEIGHBOUR_FIELDS,
  fdb: FDB_FIELDS,
};

function linkField(path: readonly number[], operation: KernelOperation, swapped: boolean): string | undefined {
  const [outermost = 0, info, option, inPeer] = path;
  if (outermost !== IFLA_LINKINFO) return ofEnd(LINK_FIELDS[outermost], swapped);
  if (info === IFLA_INFO_KIND) return 'kind';
  if (info === IFLA_INFO_SLAVE_DATA) return prefixed('port', PORT_FIELDS[option ?? 0]);
  if (info !== IFLA_INFO_DATA || option === undefined) return undefined;
  const kind = 'kind' in operation ? operation.kind : undefined;
  if (kind !== 'veth') return prefixed('data', KIND_FIELDS[kind ?? '']?.[option]);
  return option === VETH_INFO_PEER ? ofEnd(LINK_FIELDS[inPeer ?? 0], !swapped) : undefined;
}

/** A field of the link itself, or of its peer. */
function ofEnd(field: string | undefined, isPeer: boolean): string | undefined {
  return isPeer ? prefixed('data.peer', field) : field;
}

function prefixed(prefix: string, field: string | undefined): string | undefined {
  return field === undefined ? undefined : `${prefix}.${field}`;
}
