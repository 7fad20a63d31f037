/** Counts what a process does, and ends it at the step that it is told. */
export class Stepper {
  readonly steps: string[] = [];
  readonly #killAt: number | undefined;
  /** Nothing has been done since a step: what comes next is the same point of time. */
  #isBetween = false;

  constructor(killAt: number | undefined) {
    this.#killAt = killAt;
  }

  /** A step before `work`, and one after it, which is the one before the next work. */
  around<T>(name: string, work: () => T): T {
    this.before(name);
    const result = work();
    this.after(name);
    return result;
  }

  before(name: string): void {
    const last = this.steps.length - 1;
    if (this.#isBetween) this.steps[last] = `${this.steps[last]}, before ${name}`;
    else this.#step(`before ${name}`);
    this.#isBetween = false;
  }

  after(name: string): void {
    this.#step(`after ${name}`);
    this.#isBetween = true;
  }

  #step(name: string): void {
    if (this.steps.length === this.#killAt) {
      process.kill(process.pid, 'SIGKILL');
      // The signal is on its way; not one more instruction of ours must run.
      for (;;);
    }
    this.steps.push(name);
  }
}
