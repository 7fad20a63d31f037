import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const ours = (driver, queues, mode = 'commit') => ['node', file('peers/netloom.mjs'), driver, queues, mode];
const python = (path) => ['/usr/bin/python3', file(path)];

const PODS = ['pods', 'macvlans', 'small'];
const ALL = [...PODS, 'teardown', 'dump'];
const OWN = [...ALL, 'stall-pods', 'stall-teardown'];

const PYROUTE2 = '/usr/lib/python3/dist-packages/pyroute2';

/**
 * Who is measured, where the file of the command and what else it `needs` is there. `jobs`: what it can do. `most`: the largest size that it takes part in. `slow`: it takes part in fewer
 * rounds. `ours` is ourselves; `part` is a part of us, to see
 * where the time goes.
 */
export const PEERS = [
  { id: 'limit', title: 'C, raw messages (the limit)', command: [file('build/limit'), 'kernel'], jobs: ALL },
  { id: 'limit-single', title: 'the same, an explicit queue', command: [file('build/limit'), 'single'], jobs: PODS },
  { id: 'netlink', title: 'netloom, netlink', command: ours('netlink', 'single'), jobs: OWN, ours: true },
  {
    id: 'netlink-kernel',
    title: "netloom, netlink, `queues: 'kernel'`",
    command: ours('netlink', 'kernel'),
    jobs: ['pods'],
    ours: true,
  },
  {
    id: 'netlink-main',
    title: "netloom, netlink, `thread: 'main'`",
    command: ours('netlink-main', 'single'),
    jobs: OWN,
    ours: true,
  },
  {
    id: 'driver',
    title: '— its driver alone',
    command: ours('netlink', 'single', 'apply'),
    jobs: ALL,
    ours: true,
    part: true,
  },
  {
    id: 'driver-kernel',
    title: "— its driver alone, `queues: 'kernel'`",
    command: ours('netlink', 'kernel', 'apply'),
    jobs: ['pods'],
    ours: true,
    part: true,
  },
  { id: 'go', title: 'Go, vishvananda/netlink', command: [file('build/go-peer')], jobs: ALL },
  { id: 'ip-batch', title: '`ip -batch`', command: [file('peers/ip-batch')], jobs: ALL },
  {
    id: 'iproute2',
    title: 'netloom, iproute2',
    command: ours('iproute2', 'single'),
    jobs: ALL,
    most: 100,
    ours: true,
    slow: true,
  },
  {
    id: 'ip',
    title: '`ip`, a process a command',
    command: [file('peers/ip-processes')],
    jobs: ['pods', 'macvlans', 'small', 'teardown'],
    most: 100,
    slow: true,
  },
  {
    id: 'pyroute2',
    title: 'pyroute2, IPRoute',
    command: python('peers/pyroute2_iproute.py'),
    needs: PYROUTE2,
    jobs: ALL,
    most: 100,
    slow: true,
  },
  {
    id: 'ndb',
    title: 'pyroute2, NDB',
    command: python('peers/pyroute2_ndb.py'),
    needs: PYROUTE2,
    jobs: ['pods', 'small', 'dump'],
    most: 10,
    slow: true,
    patienceMs: 30_000,
  },
];

/** What each ratio is a ratio to. */
export const LIMIT = 'limit';
