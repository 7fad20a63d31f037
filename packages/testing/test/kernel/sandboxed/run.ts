import { sandbox } from '@netloom/testing';

// Runs the command that it is given in a sandbox; to be killed meanwhile.
const [file = 'true', ...args] = process.argv.slice(2);
await sandbox([file, ...args], { stdio: 'inherit', reject: false });
