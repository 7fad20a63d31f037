import { readFileSync } from 'node:fs';

const FOLDER = new URL('../../test/golden/fixtures/', import.meta.url);

/** What `ip` sent for each case, datagram by datagram, in hexadecimal. */
export const REQUESTS = JSON.parse(readFileSync(new URL('requests.json', FOLDER), 'utf8')) as readonly {
  readonly title: string;
  readonly sent: readonly string[];
}[];

/** What the kernel answered to dumps, by their object. */
export const REPLIES = JSON.parse(readFileSync(new URL('replies.json', FOLDER), 'utf8')) as {
  readonly [object: string]: readonly string[];
};
