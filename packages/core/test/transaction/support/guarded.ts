/** A process that starts a guard and dies: `guarded.js START-GUARD JOURNAL MARK [ENTRY]`. */
import type { startGuard } from '../../../dist/transaction/guard/start-guard.js';
import { mockDriver } from '@netloom/testing';

const [module = '', folder = '', mark = '', recoverEntry] = process.argv.slice(2);
const { startGuard: start } = (await import(module)) as { startGuard: typeof startGuard };
const revive = { module: new URL('marking.js', import.meta.url).href, export: 'marking', options: { mark } };
const journal = { folder } as Parameters<typeof startGuard>[0]['journal'];
await start({ driver: Object.assign(mockDriver(), { revive }), journal, recoverEntry });
process.exit(0);
