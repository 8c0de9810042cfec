# Looks: each prints what is there behind a line "@label ...", or nothing where it is not. What is only around it goes
# before the first label. Whoever cannot tell says so (unclear) and never passes for "not there".
in_netns() {
	in=$1
	shift
	if [ -n "$in" ]; then ip -n "$in" "$@"; else ip "$@"; fi
}
netns_there() { [ -e "/run/netns/$1" ] || [ -e "/var/run/netns/$1" ]; }
# link_facts NETNS LINK: a link with its addresses and static routes.
link_facts() {
	if [ -n "$1" ]; then netns_there "$1" || return 0; else [ -e "/sys/class/net/$2" ] || return 0; fi
	# "table all" makes ip show the routes of both families. The link comes last: "addr show" leaves a link out whose
	# addresses are all of another scope, and after "link show" ip prints no addresses any more.
	if found=$(
		in_netns "$1" -j -d -batch - 2>/dev/null <<-E
			addr show dev $2 scope global
			route show table all dev $2 proto static
			link show dev $2
		E
	); then
		printf '@link %s %s\n%s\n' "${1:--}" "$2" "$found"
		return
	fi
	found=$(in_netns "$1" -j link show 2>&1) || unclear "$found"
	case $found in *'"ifname":"'"$2"'",'*) unclear "$(in_netns "$1" link show dev "$2" 2>&1)" ;; esac
}
# veth_facts NETNS LINK PEER_NETNS PEER: the pair; the peer only where the link is.
veth_facts() {
	pair=$(link_facts "$1" "$2") || exit $?
	[ -n "$pair" ] || return 0
	printf '%s\n' "$pair"
	link_facts "$3" "$4"
}
# netns_facts NETNS [PROC_FILE...]: a namespace, its lo (which carries our mark) and the settings asked for.
netns_facts() {
	netns_there "$1" || return 0
	netns=$1
	shift
	found=$(ip -n "$netns" -j -d link show dev lo 2>&1) ||
		unclear "$found$nl/run/netns/$netns is no namespace (left behind by a reboot?): remove it with: ip netns del $netns"
	printf '@netns %s\n%s\n' "$netns" "$found"
	[ $# -eq 0 ] || ip netns exec "$netns" grep -H . "$@" | while IFS=: read -r file value; do printf '= %s %s\n' "$file" "$value"; done
}
# underlay DEVICE LOCAL: what carries a tunnel, as $device and its MTU as $under: the device, or who has the address.
underlay() {
	device=$1
	if [ -z "$device" ]; then
		device=$(ip -o addr show to "$2" 2>/dev/null)
		device=${device#*: } device=${device%% *}
	fi
	under=''
	[ -n "$device" ] && [ -e "/sys/class/net/$device/mtu" ] && read -r under <"/sys/class/net/$device/mtu"
}
# fdb_facts LINK KEYS: the permanent forwarding entries of a tunnel. Keys are lines, "MAC" or for flooding "MAC VTEP", each
# between line ends: only what they name; without any, all.
fdb_facts() {
	found=$(bridge fdb show dev "$1" 2>&1) || unclear "$found"
	# Their order tells when each was added, which nobody wants to know.
	found=$(printf '%s\n' "$found" | sort)
	printf '@fdb %s\n' "$1"
	while read -r mac word vtep rest; do
		case "$word $rest" in 'dst '*'self permanent'*) ;; *) continue ;; esac
		case "${2:-$nl$mac$nl}" in *"$nl$mac$nl"* | *"$nl$mac $vtep$nl"*) printf '= %s dst %s %s\n' "$mac" "$vtep" "$rest" ;; esac
	done <<-E
		$found
	E
}
# neighbour_facts LINK ADDRESSES: the permanent neighbours of a link that have these addresses, each between line ends.
neighbour_facts() {
	[ "$2" != "$nl" ] && [ -e "/sys/class/net/$1" ] || return 0
	found=$(ip neigh show dev "$1" nud permanent 2>&1) || unclear "$found"
	found=$(printf '%s\n' "$found" | sort)
	printf '@neighbours %s\n' "$1"
	while read -r address _ mac _; do
		case $2 in *"$nl$address$nl"*) printf '= %s %s\n' "$address" "$mac" ;; esac
	done <<-E
		$found
	E
}
# tunnel_facts LINK NEIGHBOURS_ON DEVICE LOCAL KEYS ADDRESSES: a tunnel, its forwarding entries, its neighbours and what
# carries it.
tunnel_facts() {
	underlay "$3" "$4"
	[ -e "/sys/class/net/$1" ] || {
		printf '~ underlay %s %s\n' "$device" "$under"
		return
	}
	link_facts '' "$1"
	fdb_facts "$1" "$5"
	neighbour_facts "$2" "$6"
	printf '@underlay\n= %s %s\n' "$device" "$under"
}
# sysctl_facts KEY PROC_FILE MARK: a setting that we hold, and its value; an empty one where its device is gone.
sysctl_facts() {
	[ -e "/run/hostnet/sysctl/$1" ] && grep -qxF -e "owner $3" "/run/hostnet/sysctl/$1" || return 0
	value=''
	[ ! -e "$2" ] || value=$(cat "$2" 2>&1) || unclear "$value"
	printf '@sysctl %s\n= %s\n' "$1" "$value"
}
# taken_prefixes: what the routes and addresses of this host lead to, save over devices that carry a mark of ours.
taken_prefixes() {
	ours=' '
	while read -r _ name row; do
		case $row in *' alias hostnet:'*) name=${name%:} ours="$ours${name%@*} " ;; esac
	done <<-E
		$(ip -o link show)
	E
	ip -o route show table all | while read -r to row; do
		case $to in
		broadcast | anycast | multicast) continue ;;
		local | unreachable | blackhole | prohibit | throw) to=${row%% *} ;;
		esac
		device=-
		case " $row" in *' dev '*) device=${row#*dev } device=${device%% *} ;; esac
		case "$to $ours" in
		default* | 127.* | ::1* | fe80:* | ff00:* | *" $device "*) ;;
		*) printf '= route %s\n' "$to" ;;
		esac
	done
}
# host_facts ADDRESS: is this host fit, and what is it; nothing that our own work changes.
host_facts() {
	for tool in ip:iproute2 bridge:iproute2 ss:iproute2 grep:grep sed:sed sha256sum:coreutils flock:util-linux; do
		has_tool "${tool%:*}" "${tool#*:}"
	done
	# The address that the connection came in at, then the one it was made to: that may be a relay's, or of a NAT.
	set -- "${1:-}" ${SSH_CONNECTION:-}
	device=''
	for at in "${4:-}" "$1"; do
		[ -z "$device" ] || continue
		case $at in *[!0-9.:a-f]* | '') continue ;; esac
		row=$(ip -o addr show to "$at" 2>/dev/null)
		device=${row#*: } device=${device%% *}
	done
	if [ -z "$device" ]; then
		row=$(ip -o route show default) device=lo
		[ -z "$row" ] || device=${row##* dev } device=${device%% *}
	fi
	version=$(ip -V 2>&1)
	found=$(link_facts '' "$device" 2>/dev/null) ||
		refuse "this host's iproute2 is too old (it has no JSON output): version 4.18 or newer is needed; it is $version"
	printf '@host\n%s\n' "${found#*"$nl"}"
	printf '= kernel %s\n= boot %s\n= iproute2 %s\n' $(cat /proc/sys/kernel/osrelease /proc/sys/kernel/random/boot_id) "$version"
	taken_prefixes
	for tool in iptables ip6tables nft conntrack ethtool; do
		version=''
		command -v "$tool" >/dev/null 2>&1 || continue
		[ "$tool" != iptables ] || version=$(iptables -V 2>&1)
		printf '= tool %s %s\n' "$tool" "$version"
	done
}
