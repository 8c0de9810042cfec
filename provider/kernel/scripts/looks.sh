# Looks: each prints what is there behind a line "@label ...", or nothing where it is not. What is only around it goes
# before the first label. Whoever cannot tell says so (unclear) and never passes for "not there".
in_netns() {
	in=$1
	shift
	if [ -n "$in" ]; then ip -n "$in" "$@"; else ip "$@"; fi
}
# after WORD ROW [ELSE]: what stands behind a word in a row of iproute2, as $told.
after() {
	told=${3:-}
	case " $2 " in *" $1 "*) told=" $2 " told=${told#*" $1 "} told=${told%% *} ;; esac
}
# family_of NETWORK: the flag that tells ip its family, as $family.
family_of() { case $1 in *:*) family=-6 ;; *) family=-4 ;; esac }
# prefix_of NETWORK: how long its prefix is, as $long; ip prints none where it is one address.
prefix_of() {
	case $1 in
	default) long=0 ;;
	*/*) long=${1#*/} ;;
	*:*) long=128 ;;
	*) long=32 ;;
	esac
}
# link_absent NETNS LINK: ip shows no link of this name. /sys alone cannot tell: it may be that of another namespace.
link_absent() {
	links=$(hear in_netns "$1" -j link show) || {
		[ -n "$1" ] && netns_husk "$1" && return
		unclear
	}
	case $links in *'"ifname":"'"$2"'",'*) return 1 ;; esac
	own_name "$2" "$links"
}
# own_name NAME LINKS: ip takes other names of a link too (ip-link(8), altname), which the kernel's own files, iptables and
# bridge do not know.
own_name() {
	case $2 in
	*'"altnames":['*'"'"$1"'"'*) ;;
	*) return 0 ;;
	esac
	real=${2%%'"'"$1"'"'*}
	real=${real##*'"ifname":"'}
	real=${real%%'"'*}
	refuse "$1 is another name of the link $real, which not all tools know: give $real"
}
# has_link LINK: whether the host has it.
has_link() { [ -e "/sys/class/net/$1" ] || ! link_absent '' "$1"; }
# link_facts NETNS LINK: a link with its addresses and static routes.
link_facts() {
	if [ -n "$1" ]; then netns_there "$1" || return 0; else has_link "$2" || return 0; fi
	# "table all" makes ip show the routes of both families. The link comes last: "addr show" leaves a link out whose
	# addresses are all of another scope, and after "link show" ip prints no addresses any more.
	if found=$(
		in_netns "$1" -j -d -batch - 2>/dev/null <<-E
			addr show dev $2 scope global
			route show table all dev $2 proto static
			link show dev $2
		E
	); then
		# Of the first answer only the addresses: whether it has the link too turns on the link-local address, which comes
		# and goes with the carrier.
		case $found in *'"ifname":"'"$2"'",'*) ;; *) own_name "$2" "$found" ;; esac
		case $found in '[{'*'"addr_info":'*) found="[{\"addr_info\":${found#*'"addr_info":'}" ;; esac
		printf '@link %s %s\n%s\n' "${1:--}" "$2" "$found"
		return
	fi
	! link_absent "$1" "$2" || return 0
	hear in_netns "$1" link show dev "$2" >/dev/null
	unclear
}
# veth_facts NETNS LINK PEER_NETNS PEER: the pair; the peer only where the link is.
veth_facts() {
	pair=$(link_facts "$1" "$2") || exit $?
	[ -n "$pair" ] || return 0
	printf '%s\n' "$pair"
	link_facts "$3" "$4"
}
# underlay DEVICE LOCAL: what carries a tunnel, as $device and its MTU as $under: the device, or who has the address.
underlay() {
	device=$1
	if [ -z "$device" ]; then
		device=$(hear ip -o addr show to "$2") || unclear
		device=${device#*: } device=${device%% *}
	else
		has_link "$device" || :
	fi
	under=''
	[ -n "$device" ] && [ -e "/sys/class/net/$device/mtu" ] && read -r under <"/sys/class/net/$device/mtu"
}
# old_kernel: before 5.7, where the checksums of tunnel packets come out wrong if NAT touches them on the host.
old_kernel() {
	read -r release </proc/sys/kernel/osrelease
	major=${release%%.*} minor=${release#*.} minor=${minor%%[!0-9]*}
	[ "$major" -lt 5 ] || { [ "$major" -eq 5 ] && [ "$minor" -lt 7 ]; }
}
# checksum_facts LINK: whether the kernel leaves checksums to the device; nothing where ethtool is missing.
checksum_facts() {
	command -v ethtool >/dev/null 2>&1 || return 0
	found=$(hear ethtool -k "$1") || unclear
	found=${found##*tx-checksum-ip-generic: }
	printf '@checksum %s\n= %s\n' "$1" "${found%%[!a-z]*}"
}
# fdb_facts LINK KEYS [SWITCH]: the permanent forwarding entries of a tunnel. Keys are lines, "MAC" or for flooding "MAC VTEP", each
# between line ends: only what they name; without any, all. With SWITCH also which of those MACs the bridge has an entry for.
fdb_facts() {
	found=$(hear bridge fdb show dev "$1") || unclear
	# Their order tells when each was added, which nobody wants to know.
	found=$(printf '%s\n' "$found" | hear sort) || unclear
	printf '@fdb %s\n' "$1"
	last=''
	while read -r mac row; do
		# By its words: where "dev", "self" and "permanent" stand differs between versions.
		case " $row " in
		*' dst '*' permanent '*) ;;
		# Sorted, they come behind those of the tunnel.
		*' master '*' static '* | *' static '*' master '*)
			[ -z "${3:-}" ] || [ "$mac" != "$last" ] || printf '= %s master\n' "$mac"
			continue
			;;
		*) continue ;;
		esac
		after dst "$row"
		case "${2:-$nl$mac$nl}" in *"$nl$mac$nl"* | *"$nl$mac $told$nl"*)
			last=$mac
			rest=''
			for word in $row; do
				case $word in dst | "$told" | dev | "$1") ;; *) rest="$rest $word" ;; esac
			done
			printf '= %s dst %s%s\n' "$mac" "$told" "$rest"
			;;
		esac
	done <<-E
		$found
	E
}
# neighbour_facts LINK ADDRESSES: the permanent neighbours of a link that have these addresses, each between line ends.
neighbour_facts() {
	[ "$2" != "$nl" ] && has_link "$1" || return 0
	found=$(hear ip neigh show dev "$1" nud permanent) || unclear
	found=$(printf '%s\n' "$found" | hear sort) || unclear
	# Who asks for more than there is sees the same.
	head="@neighbours $1$nl"
	while read -r address _ mac _; do
		case $2 in *"$nl$address$nl"*) printf '%s= %s %s\n' "$head" "$address" "$mac" && head='' ;; esac
	done <<-E
		$found
	E
}
# tunnel_facts LINK NEIGHBOURS_ON DEVICE LOCAL KEYS ADDRESSES [CHECKSUM]: a tunnel, its forwarding entries, its neighbours,
# what carries it, and who makes its checksums where that is not left to the kernel.
tunnel_facts() {
	underlay "$3" "$4"
	has_link "$1" || {
		printf '~ underlay %s %s\n' "$device" "$under"
		return
	}
	link_facts '' "$1"
	fdb_facts "$1" "$5" switch
	neighbour_facts "$2" "$6"
	printf '@underlay\n= %s %s\n' "$device" "$under"
	if [ -n "${7:-}" ] || old_kernel; then checksum_facts "$1"; fi
}
# rp_filter_facts LINK: the reverse path filter of a link of the host, where it can be set.
rp_filter_facts() {
	[ -w "/proc/sys/net/ipv4/conf/$1/rp_filter" ] || return 0
	value=''
	# The read of the shell is good enough for one digit, though dash takes the end of the file for a failure.
	read -r value <"/proc/sys/net/ipv4/conf/$1/rp_filter" || [ -n "$value" ] || unclear "cannot read rp_filter of $1"
	printf '@rp_filter %s\n= %s\n' "$1" "$value"
}
# forwards_facts FAMILY: "~ forwards no" where no device of the host forwards what comes in by it.
forwards_facts() {
	for each in "/proc/sys/net/ipv$1/conf/"*/forwarding; do
		case $each in */default/forwarding) continue ;; esac
		value=''
		read -r value 2>/dev/null <"$each" || :
		case $value in '' | 0) ;; *) return 0 ;; esac
	done
	printf '~ forwards no\n'
}
# probe_facts NETNS TARGET SECONDS [SIZE]: an address that answers; where it does not, what may tell why: "~ absent" for no such
# namespace, "~ said TEXT" of ping, and the tunnels of this host in rows "~ tunnel NAME PORT DEVICE PEER...", "-" for no device.
probe_facts() {
	[ -z "$1" ] || netns_there "$1" || {
		printf '~ absent\n'
		return
	}
	command -v ping >/dev/null 2>&1 || unclear 'this host has no ping: install it (Debian and Ubuntu: apt install iputils-ping; Fedora: dnf install iputils)'
	# With a deadline, ping goes on asking until the first answer.
	# shellcheck disable=SC2086
	if hear ${1:+ip netns exec "$1"} ping -n -c 1 -w "$3" ${4:+-M do -s "$4"} "$2" >/dev/null; then
		printf '@probe %s\n' "$2"
		return
	fi
	heard | sed -n 's/^ping: /~ said /p' | head -n 1
	ip -d -o link show type vxlan 2>/dev/null | while read -r _ name row; do
		name=${name%:} name=${name%@*}
		after dstport "$row"
		port=$told
		after dev "$row" -
		printf '~ tunnel %s %s %s' "$name" "$port" "$told"
		for peer in $(bridge fdb show dev "$name" | sed -n 's/.* dst \([^ ]*\) .*/\1/p' | sort -u); do printf ' %s' "$peer"; done
		echo
	done
}
