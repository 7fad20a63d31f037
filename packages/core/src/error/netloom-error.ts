import type { ErrorCode } from './error-code.js';

/** Marks errors of every copy of the package that a process may have loaded. */
const BRAND = Symbol.for('netloom.error');

/** The base of every error that netloom gives. `code` is stable; `docs/errors.md` describes each. */
export abstract class NetloomError extends Error {
  abstract readonly code: ErrorCode;

  static {
    Object.defineProperty(this.prototype, BRAND, { value: true });
    // On the prototype, so that it does not show as a field of its own when the error is printed.
    Object.defineProperty(this.prototype, 'name', {
      configurable: true,
      get(this: NetloomError): string {
        return this.constructor.name;
      },
    });
  }

  /**
   * Tells whether an unknown value is an error of netloom, also of another copy of the package, where `instanceof` fails.
   *
   * @example
   *   try { await tx.commit(); } catch (error) { if (!NetloomError.is(error)) throw error; report(error.code); }
   */
  static is(error: unknown): error is NetloomError {
    return typeof error === 'object' && error !== null && BRAND in error;
  }
}
