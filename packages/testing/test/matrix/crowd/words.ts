/** What a member of the crowd is told when it starts. */
export interface Task {
  readonly number: number;
  readonly driver: string;
  readonly seed: number;
  /** When it is to stop, in milliseconds since the epoch. */
  readonly until: number;
}

/** What one turn gave, by the code of its error, or `ok`; and how long it took. */
export interface Turn {
  readonly what: string;
  readonly ending: string;
  readonly milliseconds: number;
  readonly message?: string;
}
