/** Counts what a process does, and ends it before the step that it is told. */
export class Stepper {
  readonly steps: string[] = [];
  readonly #killAt: number | undefined;

  constructor(killAt: number | undefined) {
    this.#killAt = killAt;
  }

  step(name: string): void {
    if (this.steps.length === this.#killAt) {
      process.kill(process.pid, 'SIGKILL');
      // The signal is on its way; not one more instruction of ours must run.
      for (;;);
    }
    this.steps.push(name);
  }

  /** A step before `work`, and one after it. */
  around<T>(name: string, work: () => T): T {
    this.step(`before ${name}`);
    const result = work();
    this.step(`after ${name}`);
    return result;
  }
}
