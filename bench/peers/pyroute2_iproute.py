"""The peer pyroute2 with IPRoute for the host and NetNS for what is inside, each of which has a process of its own there."""

import socket

from pyroute2 import IPRoute, NetNS, netns

from serve import address, mac, serve

host = IPRoute()


def index_of(sockets, name):
    return sockets.link_lookup(ifname=name)[0]


def configure(inside, own, prefix, gateway):
    eth0 = index_of(inside, "eth0")
    inside.link("set", index=index_of(inside, "lo"), state="up")
    inside.link("set", index=eth0, state="up")
    inside.addr("add", index=eth0, address=own, prefixlen=prefix)
    inside.route("add", dst="default", gateway=gateway)


def pods(count):
    bridge = index_of(host, "br0")
    for i in range(count):
        name = f"pod{i}"
        netns.create(name)
        peer = {"ifname": "eth0", "net_ns_fd": name, "address": mac(i), "mtu": 1400}
        host.link("add", ifname=f"p{i}", kind="veth", peer=peer, master=bridge, state="up")
        with NetNS(name) as inside:
            configure(inside, address(1, i), 16, "10.1.0.1")


def teardown(count):
    for i in range(count):
        netns.remove(f"pod{i}")


def macvlans(count):
    uplink = index_of(host, "uplink")
    for i in range(count):
        name = f"mac{i}"
        netns.create(name)
        host.link(
            "add", ifname="eth0", kind="macvlan", link=uplink, macvlan_mode="bridge", net_ns_fd=name, address=mac(i)
        )
        with NetNS(name) as inside:
            configure(inside, address(2, i), 16, "10.2.0.1")


def small(_):
    netns.create("small")
    host.link("add", ifname="s0", kind="veth", peer={"ifname": "eth0", "net_ns_fd": "small"}, state="up")
    host.addr("add", index=index_of(host, "s0"), address="10.3.0.1", prefixlen=24)
    with NetNS("small") as inside:
        configure(inside, "10.3.0.2", 24, "10.3.0.1")


def dump(_):
    links = list(host.get_links())
    addresses = list(host.get_addr())
    routes = list(host.get_routes(family=socket.AF_INET)) + list(host.get_routes(family=socket.AF_INET6))
    return len(links) if addresses and routes else None


serve({"pods": pods, "teardown": teardown, "macvlans": macvlans, "small": small, "dump": dump})
