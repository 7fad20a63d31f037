/** Every code, with what it means; `docs/errors.md` has a section for each, which a test checks. */
export const ERROR_CODES = {
  NETLOOM_ERR_VALIDATION: 'the transaction as asked cannot be done; nothing was touched',
  NETLOOM_ERR_UNSUPPORTED: 'the kernel, the driver or the machine lacks something; nothing was touched',
  NETLOOM_ERR_PERMISSION: 'the process lacks a privilege; nothing was touched',
  NETLOOM_ERR_CONFLICT: 'another transaction, or a change by somebody else, is in the way; nothing was touched',
  NETLOOM_ERR_COMMIT: 'something failed while the transaction ran; all of it was rolled back',
  NETLOOM_ERR_ROLLBACK: 'something failed and the rollback could not put everything back',
  NETLOOM_ERR_DRIVER: 'the driver could not read, watch or reach what it was asked to',
  NETLOOM_ERR_CLOSED: 'the Net was closed',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
