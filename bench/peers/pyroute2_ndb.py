"""
The peer pyroute2 with NDB, its database of the network, whose transactions are our nearest relatives. A database is
opened for each job, as it holds threads for each namespace that it knows.
"""

from pyroute2 import NDB

from serve import address, mac, serve


def configure(ndb, name, own, gateway):
    ndb.interfaces.wait(target=name, ifname="eth0", timeout=5)
    ndb.interfaces[{"target": name, "ifname": "lo"}].set(state="up").commit()
    with ndb.interfaces[{"target": name, "ifname": "eth0"}] as eth0:
        eth0.set(state="up")
        eth0.add_ip(own)
    ndb.routes.create(target=name, dst="default", gateway=gateway).commit()


def pods(count):
    with NDB(log="critical") as ndb:
        for i in range(count):
            name = f"pod{i}"
            ndb.sources.add(netns=name)
            peer = {"ifname": "eth0", "net_ns_fd": name, "address": mac(i), "mtu": 1400}
            ndb.interfaces.create(
                ifname=f"p{i}", kind="veth", peer=peer, master=ndb.interfaces["br0"]["index"], state="up"
            ).commit()
            configure(ndb, name, address(1, i) + "/16", "10.1.0.1")


def small(_):
    with NDB(log="critical") as ndb:
        ndb.sources.add(netns="small")
        peer = {"ifname": "eth0", "net_ns_fd": "small"}
        with ndb.interfaces.create(ifname="s0", kind="veth", peer=peer, state="up") as s0:
            s0.add_ip("10.3.0.1/24")
        configure(ndb, "small", "10.3.0.2/24", "10.3.0.1")


def dump(_):
    with NDB(log="critical") as ndb:
        links, addresses, routes = (list(table.dump()) for table in (ndb.interfaces, ndb.addresses, ndb.routes))
        return len(links) if addresses and routes else None


serve({"pods": pods, "small": small, "dump": dump})
