/**
 * The script that the client runs at each event: `$1` for udhcpc, `$reason` for dhclient and dhcpcd. It sets nothing for
 * the first lease, but reports it; netloom applies it. Of later leases it applies what has changed, with `ip` where there
 * is one, for by then the process that netloom ran in may have ended. It touches no resolv.conf and no other link.
 *
 * A DHCP server is hostile until shown otherwise: nothing but digits, dots, slashes and blanks gets past `clean`.
 */
export const REPORT_SCRIPT: string = `#!/bin/sh
set -u
umask 077
directory=\${0%/*}
link=\${interface:-}
event=\${1:-\${reason:-}}
: >"$directory/log"

# clean VALUE: the value, if it is made of digits, dots, slashes and blanks alone.
clean() {
  case $1 in
  *[!0-9./\\ ]*) ;;
  *) [ \${#1} -gt 4096 ] || printf '%s' "$1" ;;
  esac
}

# dhclient gives the routes of RFC 3442 as octets: the prefix length, that many bits of destination, the gateway.
pairs() {
  while [ $# -ge 5 ]; do
    width=$1 octets= number=0
    shift
    case $width in [0-9] | [1-2][0-9] | 3[0-2]) ;; *) return ;; esac
    while [ $number -lt 4 ]; do
      octet=0
      if [ $((number * 8)) -lt "$width" ]; then
        [ $# -ge 1 ] || return
        octet=$1
        shift
      fi
      octets=$octets\${octets:+.}$octet number=$((number + 1))
    done
    [ $# -ge 4 ] || return
    printf '%s/%s %s.%s.%s.%s ' "$octets" "$width" "$1" "$2" "$3" "$4"
    shift 4
  done
}

# each_route VERB DESTINATION GATEWAY …: with the metric that netloom gives the routes of a lease.
each_route() {
  verb=$1
  shift
  while [ $# -ge 2 ]; do
    if [ "$2" = 0.0.0.0 ]; then
      ip -4 route "$verb" "$1" dev "$link" proto dhcp scope link metric 1024
    else
      ip -4 route "$verb" "$1" via "$2" dev "$link" proto dhcp metric 1024 ||
        ip -4 route "$verb" "$1" via "$2" dev "$link" proto dhcp metric 1024 onlink
    fi
    shift 2
  done
}

# Takes away what the lease before gave.
withdraw() {
  [ -e "$directory/applied" ] || return 0
  { read -r old_address; read -r old_mtu; read -r old_routes; } <"$directory/applied"
  rm -f "$directory/applied"
  command -v ip >/dev/null || return 0
  each_route delete $old_routes
  [ "$old_address" = "$1" ] || ip -4 address delete "$old_address" dev "$link"
}

leased() {
  address=$(clean "\${ip:-\${new_ip_address:-}}")
  mask=$(clean "\${subnet:-\${new_subnet_mask:-}}")
  routers=$(clean "\${router:-\${new_routers:-}}")
  dns=$(clean "\${dns:-\${new_domain_name_servers:-}}")
  mtu=$(clean "\${mtu:-\${new_interface_mtu:-}}")
  seconds=$(clean "\${lease:-\${new_dhcp_lease_time:-}}")
  routes=$(clean "\${staticroutes:-\${new_classless_static_routes:-}}")
  [ -n "$routes" ] || routes=$(pairs $(clean "\${new_rfc3442_classless_static_routes:-}"))
  mask=\${mask:-255.255.255.255}

  printf '{"address":"%s","mask":"%s","routers":"%s","dns":"%s","mtu":"%s","seconds":"%s","routes":"%s","at":"%s"}\\n' \\
    "$address" "$mask" "$routers" "$dns" "$mtu" "$seconds" "$routes" "$(date +%s)" >"$directory/.lease"

  # With classless routes the routers are ignored (RFC 3442).
  [ -n "$routes" ] || [ -z "$routers" ] || routes="0.0.0.0/0 \${routers%% *}"
  wanted="$address/$mask
$mtu
$routes"
  first=
  if [ ! -e "$directory/first.json" ]; then
    first=1
  elif [ "$wanted" != "$(cat "$directory/applied" 2>/dev/null)" ]; then
    withdraw "$address/$mask"
    if command -v ip >/dev/null; then
      [ "$old_address" = "$address/$mask" ] || ip -4 address add "$address/$mask" broadcast + dev "$link"
      case $mtu in '' | *[!0-9]* | ? | ?? | [1-4]?? | 5[0-6]? | 57[0-6]) ;; *) ip link set dev "$link" mtu "$mtu" ;; esac
      each_route append $routes
    fi
  fi
  printf '%s\\n' "$wanted" >"$directory/applied"
  mv "$directory/.lease" "$directory/lease.json"
  if [ -n "$first" ]; then
    cp "$directory/lease.json" "$directory/.first"
    mv "$directory/.first" "$directory/first.json"
  fi
}

old_address=
case $event in
bound | renew | BOUND | RENEW | REBIND | REBOOT) leased ;;
deconfig | nak | EXPIRE | FAIL | NAK | RELEASE | STOP | STOPPED | DEPARTED)
  withdraw ''
  rm -f "$directory/lease.json"
  ;;
# dhclient: no server answers; may a lease that it has on file be used? It may not.
TIMEOUT) exit 1 ;;
esac
exit 0
`;
