/** The field of an operation that the word after each keyword of `ip` comes from. */
const FIELD_BY_KEYWORD: ReadonlyMap<string, string> = new Map([
  ['name', 'name'],
  ['dev', 'link'],
  ['link', 'data.parent'],
  ['master', 'master'],
  ['netns', 'namespace'],
  ['address', 'mac'],
  ['lladdr', 'mac'],
  ['mtu', 'mtu'],
  ['index', 'ifindex'],
  ['altname', 'altNames'],
  ['alias', 'alias'],
  ['label', 'label'],
  ['peer', 'peer'],
  ['broadcast', 'broadcast'],
  ['via', 'via'],
  ['src', 'source'],
  ['mode', 'data.mode'],
]);

/** The field that the kernel's own text is about. */
const FIELD_BY_TEXT: readonly (readonly [text: RegExp, field: string])[] = [
  [/^mtu (?:less|greater) than device/, 'mtu'],
  [/interface with the same name|new interface name/, 'name'],
  [/interface with the altname/, 'altNames'],
  [/ifindex/, 'ifindex'],
  [/netns is immutable/, 'namespace'],
  [/enslave/i, 'master'],
  [/[Aa]ddress (?:already assigned|not found)|^ipv6: Invalid address|loopback address on this device/, 'address'],
  [/scope/, 'scope'],
  [/prefsrc address|source address/, 'source'],
  [/gateway/i, 'via'],
  [/[Nn]exthop device|Device for nexthop|[Ee]gress device/, 'dev'],
  [/[Pp]refix length/, 'destination'],
  [/link(?: layer)? address/, 'mac'],
  [/\bVNI\b/, 'data.id'],
];

/** The field that a failure points at: what the quoted word came from, or what the kernel's text is about. */
export function attributeOf(words: readonly string[], kernelMessage: string): string | undefined {
  for (const [, quoted] of kernelMessage.matchAll(/"([^"]+)"/g)) {
    const at = words.findIndex((word) => word === quoted);
    const field = FIELD_BY_KEYWORD.get(words[at - 1] ?? '');
    if (field !== undefined) return field;
  }
  return FIELD_BY_TEXT.find(([text]) => text.test(kernelMessage))?.[1];
}
