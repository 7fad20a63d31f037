# The jobs in `ip` commands, for ip-processes and ip-batch. Those say how commands are run: `host COMMAND…` on the host,
# `inside NAMESPACE COMMAND…` in a namespace, and `flush` when a job is written. Nothing here starts a process of its own.

configure() { # NAMESPACE ADDRESS GATEWAY
  inside "$1" link set lo up
  inside "$1" link set eth0 up
  inside "$1" address add "$2" dev eth0
  inside "$1" route add default via "$3"
}

mac_and_address() { # NUMBER NET: sets mac and address
  printf -v mac '02:00:00:01:%02x:%02x' $(($1 >> 8)) $(($1 & 255))
  address=10.$2.$((1 + $1 / 250)).$((1 + $1 % 250))/16
}

pods() {
  for ((i = 0; i < $1; i++)); do
    mac_and_address "$i" 1
    host netns add "pod$i"
    host link add "p$i" master br0 up type veth peer name eth0 address "$mac" mtu 1400 netns "pod$i"
    configure "pod$i" "$address" 10.1.0.1
  done
}

teardown() {
  for ((i = 0; i < $1; i++)); do host netns delete "pod$i"; done
}

macvlans() {
  for ((i = 0; i < $1; i++)); do
    mac_and_address "$i" 2
    host netns add "mac$i"
    host link add link uplink name eth0 address "$mac" netns "mac$i" type macvlan mode bridge
    configure "mac$i" "$address" 10.2.0.1
  done
}

small() {
  host netns add small
  host link add s0 up type veth peer name eth0 netns small
  host address add 10.3.0.1/24 dev s0
  configure small 10.3.0.2/24 10.3.0.1
}

# What is read is printed as JSON, and thrown away.
dump() {
  ip -json -details link show >/dev/null &&
    ip -json address show >/dev/null &&
    ip -json route show table all >/dev/null &&
    ip -json -6 route show table all >/dev/null
}

serve() {
  while read -r job n; do
    if "$job" "$n" && flush; then echo ok; else echo "error $job failed"; fi
  done
}
