import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { HOST, tcp, type Net } from '@netloom/core';

/** The network that a host's uplink leads to. */
export interface Lan extends AsyncDisposable {
  /** A DHCP server answers on it, and the machine has a client to ask it. */
  readonly dhcp: boolean;
  /** An address on it that answers. */
  readonly gateway: string;
  /** What stands there, for people. */
  readonly about: string;
}

const GATEWAY = '192.168.7.1';

/**
 * A stand-in for the LAN, for machines without one (a sandbox): the host gets an `eth0`, a veth whose other end is in a
 * namespace `lan` where a DHCP server answers. A host that has an `eth0` keeps it, and nothing is made.
 */
export async function openLan(net: Net): Promise<Lan> {
  const { links } = await net.inspect(HOST);
  if (links.some(({ name }) => name === 'eth0')) {
    return {
      dhcp: false,
      gateway: GATEWAY,
      about: "the host's own eth0",
      [Symbol.asyncDispose]: async () => undefined,
    };
  }
  const wire = await net
    .namespace('lan', { create: 'exclusive' })
    .veth('port1', { address: `${GATEWAY}/24`, peer: 'eth0' })
    .commit();
  const server = canServe() ? await serve(net) : undefined;
  return {
    dhcp: server !== undefined,
    gateway: GATEWAY,
    about: `a veth called eth0, to a namespace "lan" with ${server ? 'a DHCP server' : 'no DHCP server (dnsmasq or a client is missing)'}`,
    async [Symbol.asyncDispose]() {
      await server?.[Symbol.asyncDispose]();
      await wire.undo();
    },
  };
}

/** dnsmasq as a DHCP server alone, that reads no file of the machine. */
async function serve(net: Net): Promise<AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'netloom-lan-'));
  const options = [
    '--no-daemon --conf-file=/dev/null --pid-file= --user=root --no-resolv --no-hosts --no-ping'.split(' '),
    '--interface=port1 --bind-interfaces --dhcp-authoritative'.split(' '),
    `--dhcp-range=192.168.7.100,192.168.7.199,255.255.255.0,1h`,
    `--dhcp-leasefile=${join(folder, 'leases')}`,
  ].flat();
  const dnsmasq = net.exec('lan', 'dnsmasq', options, { stdio: 'ignore', reject: false });
  // It opens the DNS port after the DHCP one: then both answer.
  await net.namespace('lan', { create: 'never' }).verify(tcp(GATEWAY, 53)).commit();
  return {
    async [Symbol.asyncDispose]() {
      dnsmasq.kill();
      await dnsmasq;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function canServe(): boolean {
  return installed('dnsmasq') && ['udhcpc', 'dhcpcd', 'dhclient'].some(installed);
}

function installed(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
