# Demands that keep the connection by which this session came; the session knows its ends (host/scripts/session.sh), and without
# any (transport local) there is nothing to keep.
# other_end: who is at the other end as $client, and the address of this host that it reached as $server.
other_end() {
	client=$hostnet_client server=$hostnet_server
	[ -n "$server" ]
}
# management: the device by which its packets come in as $inward, by which they go back as $outward, and who gets them on
# that link as $hop.
management() {
	[ -z "$inward$outward" ] || return 0
	other_end || return
	case $server in
	# An address of the link itself names its device.
	*%*) inward=${server#*%} outward=${server#*%} hop=${client%%%*} server=${server%%%*} ;;
	*)
		row=$(hear ip -o addr show to "$server") || refuse
		row=${row#*: } inward=${row%% *}
		# Where there is no way back, as behind NAT of its own, there is none to keep.
		row=$(ip -o route get "$client" from "$server" 2>/dev/null)
		case $row in
		'' | local\ *) ;;
		*)
			after via "$row" "$client"
			hop=$told
			after dev "$row"
			outward=$told
			;;
		esac
		;;
	esac
	[ -n "$inward$outward" ]
}
way_said() { printf 'this host is reached over %s (%s)' "${inward:-$outward}" "$server"; }
own_netns() { [ /proc/self/ns/net -ef "/run/netns/$1" ]; }
# stands_on DEVICE LINK: whether a device is the link, or is made of it: a VLAN, bond, veth pair or bridge.
stands_on() {
	[ "$1" != "$2" ] || return 0
	[ -n "$1" ] && [ -e "/sys/class/net/$1" ] || return 1
	if [ -d "/sys/class/net/$1/bridge" ]; then
		# Of its ports, the one behind which the other end is.
		row=$(hear ip neigh show "$hop" dev "$1") || refuse
		after lladdr "$row"
		[ -n "$told" ] || return 1
		rows=$nl$(hear bridge fdb show br "$1") || refuse
		case $rows in *"$nl$told "*) row=${rows#*"$nl$told "} row=${row%%"$nl"*} ;; *) return 1 ;; esac
		after dev "$row"
		stands_on "$told" "$2"
		return
	fi
	# "@if7" is a link of another namespace.
	case $(ip -o link show dev "$1" 2>/dev/null) in *": $1@$2: "*) return 0 ;; esac
	for lower in /sys/class/net/"$1"/lower_*; do
		[ ! -e "$lower" ] || ! stands_on "${lower##*/lower_}" "$2" || return 0
	done
	return 1
}
# not_management NETNS LINK: the session does not come over this link.
not_management() {
	[ -z "$1" ] || own_netns "$1" || return 0
	management || return 0
	stands_on "$inward" "$2" || { [ "$inward" != "$outward" ] && stands_on "$outward" "$2"; } || return 0
	refuse "$(way_said), so this change of $2 would cut the connection: make it by hand on the host's console, or choose another link"
}
# not_management_netns NETNS: the session does not live in this namespace.
not_management_netns() {
	! own_netns "$1" || refuse "namespace $1 is the one in which this host's own sshd runs: this would cut the connection; choose another one"
}
# not_hop LINK ADDRESS: a neighbour entry on this link does not mislead the packets to the other end.
not_hop() {
	management && [ "$outward $hop" = "$1 $2" ] || return 0
	refuse "$(way_said) through $2: an entry for it on $1 would mislead the packets there; leave it out"
}
# not_management_port FIRST LAST ADDRESS: the port at which the session came in is not published.
not_management_port() {
	[ -n "$hostnet_port" ] && [ "$hostnet_port" -ge "$1" ] && [ "$hostnet_port" -le "$2" ] || return 0
	[ -z "$3" ] || [ "$3" = "$hostnet_server" ] || return 0
	refuse "this host is reached at port $hostnet_port of $hostnet_server: publishing it would lead the next connection elsewhere; choose another hostPort, or a hostIp that is not $hostnet_server"
}
