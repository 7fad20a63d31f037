/** Ends a case that needs what the driver lacks: it is left out, with this reason. */
export class LeftOut extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'LeftOut';
  }
}
