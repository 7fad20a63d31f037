/** Names that numbers have, both ways. A number without a name is written in decimal. */
export class NumberedNames {
  readonly #names: ReadonlyMap<number, string>;
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(numbers: { readonly [name: string]: number }) {
    this.#numbers = new Map(Object.entries(numbers));
    this.#names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
  }

  name(number: number): string {
    return this.#names.get(number) ?? String(number);
  }

  /** The number of a name, or of a number written out. */
  number(name: string): number {
    return this.#numbers.get(name) ?? Number(name);
  }
}
