// The peer in Go: github.com/vishvananda/netlink, as a CNI plugin would use it: a handle a namespace, links made with the
// attributes that the library puts into one message.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"runtime"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

var home netns.NsHandle

// addNamespace makes a named namespace and a handle to it, and comes back.
func addNamespace(name string) (netns.NsHandle, *netlink.Handle, error) {
	namespace, err := netns.NewNamed(name)
	if err != nil {
		return namespace, nil, err
	}
	if err := netns.Set(home); err != nil {
		return namespace, nil, err
	}
	handle, err := netlink.NewHandleAt(namespace)
	return namespace, handle, err
}

// configure brings up what is in a namespace and gives it its address and default route.
func configure(handle *netlink.Handle, address net.IPNet, gateway net.IP) error {
	for _, name := range []string{"lo", "eth0"} {
		link, err := handle.LinkByName(name)
		if err != nil {
			return err
		}
		if err := handle.LinkSetUp(link); err != nil {
			return err
		}
		if name == "lo" {
			continue
		}
		if err := handle.AddrAdd(link, &netlink.Addr{IPNet: &address}); err != nil {
			return err
		}
		if err := handle.RouteAdd(&netlink.Route{LinkIndex: link.Attrs().Index, Gw: gateway}); err != nil {
			return err
		}
	}
	return nil
}

func ip(b, c, d byte) net.IP { return net.IPv4(10, b, c, d) }

func network(address net.IP, bits int) net.IPNet {
	return net.IPNet{IP: address, Mask: net.CIDRMask(bits, 32)}
}

func mac(i int) net.HardwareAddr { return net.HardwareAddr{2, 0, 0, 1, byte(i >> 8), byte(i)} }

func pods(count int) error {
	bridge, err := netlink.LinkByName("br0")
	if err != nil {
		return err
	}
	for i := 0; i < count; i++ {
		if err := pod(i, bridge.Attrs().Index); err != nil {
			return err
		}
	}
	return nil
}

func pod(i, bridge int) error {
	namespace, handle, err := addNamespace(fmt.Sprintf("pod%d", i))
	if err != nil {
		return err
	}
	defer namespace.Close()
	defer handle.Close()
	attributes := netlink.NewLinkAttrs()
	attributes.Name = fmt.Sprintf("p%d", i)
	attributes.MasterIndex = bridge
	attributes.Flags = net.FlagUp
	veth := &netlink.Veth{
		LinkAttrs:        attributes,
		PeerName:         "eth0",
		PeerHardwareAddr: mac(i),
		PeerNamespace:    netlink.NsFd(namespace),
	}
	if err := netlink.LinkAdd(veth); err != nil {
		return err
	}
	eth0, err := handle.LinkByName("eth0")
	if err != nil {
		return err
	}
	if err := handle.LinkSetMTU(eth0, 1400); err != nil {
		return err
	}
	return configure(handle, network(ip(1, byte(1+i/250), byte(1+i%250)), 16), ip(1, 0, 1))
}

func teardown(count int) error {
	for i := 0; i < count; i++ {
		if err := netns.DeleteNamed(fmt.Sprintf("pod%d", i)); err != nil {
			return err
		}
	}
	return nil
}

func macvlans(count int) error {
	uplink, err := netlink.LinkByName("uplink")
	if err != nil {
		return err
	}
	for i := 0; i < count; i++ {
		namespace, handle, err := addNamespace(fmt.Sprintf("mac%d", i))
		if err != nil {
			return err
		}
		attributes := netlink.NewLinkAttrs()
		attributes.Name = "eth0"
		attributes.ParentIndex = uplink.Attrs().Index
		attributes.Namespace = netlink.NsFd(namespace)
		attributes.HardwareAddr = mac(i)
		link := &netlink.Macvlan{LinkAttrs: attributes, Mode: netlink.MACVLAN_MODE_BRIDGE}
		if err := netlink.LinkAdd(link); err != nil {
			return err
		}
		if err := configure(handle, network(ip(2, byte(1+i/250), byte(1+i%250)), 16), ip(2, 0, 1)); err != nil {
			return err
		}
		handle.Close()
		namespace.Close()
	}
	return nil
}

func small() error {
	namespace, handle, err := addNamespace("small")
	if err != nil {
		return err
	}
	defer namespace.Close()
	defer handle.Close()
	attributes := netlink.NewLinkAttrs()
	attributes.Name = "s0"
	attributes.Flags = net.FlagUp
	veth := &netlink.Veth{LinkAttrs: attributes, PeerName: "eth0", PeerNamespace: netlink.NsFd(namespace)}
	if err := netlink.LinkAdd(veth); err != nil {
		return err
	}
	address := network(ip(3, 0, 1), 24)
	if err := netlink.AddrAdd(veth, &netlink.Addr{IPNet: &address}); err != nil {
		return err
	}
	return configure(handle, network(ip(3, 0, 2), 24), ip(3, 0, 1))
}

// What was read last; kept, so that reading it is not thought away.
var read struct {
	links     []netlink.Link
	addresses []netlink.Addr
	routes    []netlink.Route
}

func dump() (err error) {
	if read.links, err = netlink.LinkList(); err != nil {
		return err
	}
	if read.addresses, err = netlink.AddrList(nil, netlink.FAMILY_ALL); err != nil {
		return err
	}
	filter := &netlink.Route{Table: unix.RT_TABLE_UNSPEC}
	for _, family := range []int{netlink.FAMILY_V4, netlink.FAMILY_V6} {
		if read.routes, err = netlink.RouteListFiltered(family, filter, netlink.RT_FILTER_TABLE); err != nil {
			return err
		}
	}
	return nil
}

func run(job string, n int) error {
	switch job {
	case "pods":
		return pods(n)
	case "teardown":
		return teardown(n)
	case "macvlans":
		return macvlans(n)
	case "small":
		return small()
	case "dump":
		return dump()
	}
	return fmt.Errorf("what is %s?", job)
}

func now() int64 {
	var time unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &time); err != nil {
		panic(err)
	}
	return time.Nano()
}

func main() {
	// Namespaces belong to threads.
	runtime.LockOSThread()
	var err error
	if home, err = netns.Get(); err != nil {
		panic(err)
	}
	input := bufio.NewReader(os.Stdin)
	for {
		var job string
		var n int
		if _, err := fmt.Fscanln(input, &job, &n); err != nil {
			return
		}
		start := now()
		err := run(job, n)
		end := now()
		if err != nil {
			fmt.Println("error", err)
		} else {
			fmt.Println("ok", start, end, len(read.links))
		}
	}
}
