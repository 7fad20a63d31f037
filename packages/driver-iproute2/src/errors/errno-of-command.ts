interface Peculiarity {
  /** How the command begins. */
  readonly words: readonly string[];
  readonly text: RegExp;
  readonly errno: string;
}

/** Texts that come with another errno from these commands than from others. */
const PECULIARITIES: readonly Peculiarity[] = [
  // net/ipv6/addrconf.c, inet6_addr_del().
  { words: ['address', 'delete'], text: /^ipv6: IPv6 is disabled on this device/, errno: 'ENXIO' },
];

/** The errno that the kernel gives with this text to this command alone. */
export function errnoOfCommand(args: readonly string[], text: string): string | undefined {
  return PECULIARITIES.find((each) => each.words.every((word, place) => args[place] === word) && each.text.test(text))
    ?.errno;
}
