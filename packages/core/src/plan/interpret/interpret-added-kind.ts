import { LINK_FIELDS } from '../../link-kind/link-fields.js';
import type { LinkAdd } from '../../operation/link-operation.js';
import { isRecord } from '../../value/fields.js';
import type { JsonValue } from '../../value/json.js';
import { accept, refuse, type Parser } from '../../value/parsed.js';
import { parseSafeName } from '../../value/safe-name.js';
import { showValue } from '../../value/show-value.js';
import { addKnownLink, newLinkName } from './add-known-link.js';
import type { CallInterpreter } from './call-context.js';
import { attributesOf, emitExtras } from './link-extras.js';
import { splitFields } from './split-fields.js';

/** Kinds that have a method, which checks more than `.add()` can. */
const HAVE_A_METHOD = new Set(['veth', 'bridge', 'macvlan', 'macvtap']);

/** Makes a link of a kind from `defineLinkKind`: options of any link are parsed, the kind's own are passed on as data. */
export const interpretAddedKind: CallInterpreter = (context) => {
  const { call, scope } = context;
  const [rawKind, rawName, rawOptions] = call.args;
  const kind = context.parse(parseKind, rawKind);
  const all = isRecord(rawOptions) ? rawOptions : {};
  if (rawOptions !== undefined && !isRecord(rawOptions)) {
    context.report('options', `expected an object of options, got ${showValue(rawOptions)}`);
  }
  const [common, rawData] = splitFields<Record<string, unknown>, Record<string, unknown>>(all, LINK_FIELDS);
  const own = context.options(common, LINK_FIELDS);
  const data = context.parse(parseJson, rawData);
  const name = newLinkName(context, scope, rawName);
  if (kind === undefined || data === undefined || name === undefined) return;

  const link = addKnownLink(context, scope, name, kind, own.altNames);
  const operation = {
    op: 'link.add',
    kind,
    namespace: scope.ref,
    name: link.name,
    ...attributesOf(context, scope, own),
    data,
  };
  // The kind is an open set: its entry in LinkKinds, if it has one, is another package's.
  context.emit(operation as unknown as LinkAdd);
  emitExtras(context, link, own);
};

const parseKind: Parser<string> = (value) => {
  const kind = isRecord(value) ? value['kind'] : undefined;
  if (kind === undefined) return refuse('link-kind', `expected a kind from defineLinkKind, got ${showValue(value)}`);
  if (typeof kind === 'string' && HAVE_A_METHOD.has(kind)) {
    return refuse('link-kind', `links of kind '${kind}' have a method of their own`, `use .${kind}()`);
  }
  return parseSafeName(kind, { code: 'link-kind', what: 'a kind of links', longest: 15 });
};

const parseJson: Parser<JsonValue> = (value) =>
  isJson(value) ? accept(value) : refuse('options', 'the options of the kind must be plain JSON data');

function isJson(value: unknown): value is JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) return value.every((item) => isJson(item));
      return (
        [Object.prototype, null].includes(Object.getPrototypeOf(value)) && Object.values(value).every(isJsonOrAbsent)
      );
    default:
      return false;
  }
}

function isJsonOrAbsent(value: unknown): boolean {
  return value === undefined || isJson(value);
}
