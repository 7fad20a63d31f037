import { fileURLToPath } from 'node:url';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { PeerProcess } from './peer-process.mjs';

export const STAGEHAND = fileURLToPath(new URL('build/stagehand', import.meta.url));
const PATIENCE_MS = 120_000;

/** What stands on the sandbox's host all the time: a bridge for the pods' veths, and a link that is the macvlans' parent. */
const STANDING = [
  'link set lo up',
  'link add br0 type bridge',
  'address add 10.1.0.1/16 dev br0',
  'link set br0 up',
  'link add uplink type veth peer name upnet',
  'address add 10.2.0.1/16 dev uplink',
  'link set uplink up',
  'link set upnet up',
];

/** The sandbox between the jobs. */
export class Stage {
  #stagehand;

  static async set() {
    for (const command of STANDING) await execa('ip', command.split(' '));
    const stage = new Stage();
    stage.#stagehand = new PeerProcess([STAGEHAND]);
    return stage;
  }

  /** Takes away what a job has made. */
  async sweep(n) {
    await this.#do('sweep');
    await this.settle(n);
  }

  /** Gives the kernel time to end what it does behind everyone's back: it finds duplicate addresses, clears up. */
  async settle(n) {
    await sleep(60 + n);
  }

  async layLinks(pairs) {
    // Without IPv6, whose addresses come and go by themselves, so that the tables hold still while they are read.
    await ipv6(false);
    await this.#do('links', pairs);
  }

  async takeLinksAway() {
    await this.#do('unlink');
    await ipv6(true);
  }

  /** From now on veths that go are noticed. */
  async watchVeths() {
    await this.#do('watch');
  }

  /** When the last of those veths that were there was gone. */
  async allGone() {
    const { end } = await this.#do('gone');
    return end;
  }

  async close() {
    await this.#stagehand.close();
  }

  #do(job, n = 0) {
    return this.#stagehand.ask(job, n, PATIENCE_MS);
  }
}

async function ipv6(isOn) {
  await writeFile('/proc/sys/net/ipv6/conf/default/disable_ipv6', isOn ? '0' : '1');
}
