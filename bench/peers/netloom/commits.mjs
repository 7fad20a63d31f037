/** The jobs as transactions. `options` go to every veth. The last commit is kept, so that it can be undone. */
export function commits(net, options) {
  let last;
  const make = (chain) => ({
    // What was committed before was swept away by the benchmark: only its record is left.
    prepare: async () => {
      await last?.forget();
      last = undefined;
    },
    run: async (count) => {
      last = await chain(count).commit();
    },
    chain,
  });

  const pods = (count) => {
    let tx = net.host();
    for (let i = 0; i < count; i++) {
      tx = tx
        .namespace(`pod${i}`)
        .veth('eth0', {
          ...options,
          mac: mac(i),
          mtu: 1400,
          address: `${address(1, i)}/16`,
          peer: { name: `p${i}`, master: 'br0' },
        })
        .route('default', { via: '10.1.0.1' });
    }
    return tx;
  };

  const macvlans = (count) => {
    let tx = net.host();
    for (let i = 0; i < count; i++) {
      tx = tx
        .namespace(`mac${i}`)
        .macvlan('uplink', { name: 'eth0', mode: 'bridge', mac: mac(i), address: `${address(2, i)}/16` })
        .route('default', { via: '10.2.0.1' });
    }
    return tx;
  };

  const small = () =>
    net
      .namespace('small')
      .veth('eth0', { ...options, address: '10.3.0.2/24', peer: { name: 's0', address: '10.3.0.1/24' } })
      .route('default', { via: '10.3.0.1' });

  const undo = async () => {
    const { undone } = await last.undo();
    last = undefined;
    return undone;
  };

  const jobs = {
    pods: make(pods),
    macvlans: make(macvlans),
    small: make(small),
    teardown: {
      run: async () => {
        await undo();
      },
    },
    dump: {
      run: async () => {
        const { links } = await net.inspect();
        return links.length;
      },
    },
  };
  return { jobs, undo, last: () => last };
}

function mac(i) {
  return `02:00:00:01:${hex(i >> 8)}:${hex(i & 255)}`;
}

function hex(byte) {
  return byte.toString(16).padStart(2, '0');
}

function address(net, i) {
  return `10.${net}.${1 + Math.floor(i / 250)}.${1 + (i % 250)}`;
}
