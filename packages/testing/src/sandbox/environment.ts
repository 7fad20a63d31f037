import { delimiter } from 'node:path';

/** Set for whatever runs in a sandbox. */
const MARK = 'NETLOOM_SANDBOX';

/** Whether this process runs in a sandbox already. */
export function isInside(): boolean {
  return process.env[MARK] !== undefined;
}

type Environment = Readonly<Partial<Record<string, string>>>;

/** What a sandbox adds to an environment: its mark, and where distributions keep tools that change a network. */
export function environment({ PATH = process.env['PATH'] }: Environment = {}): Environment {
  return { [MARK]: '1', PATH: [PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(delimiter) };
}
