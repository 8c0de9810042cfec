# Demands that keep the packets of this session on their way (see management.sh).
# numbers ADDRESS: its parts as decimal $words, and as $width how many bits each has.
numbers() {
	case $1 in
	*[!0-9a-f.:]* | *:*.*) return 1 ;;
	*:*)
		width=16 gap=''
		case $1 in *::*) gap='gap' ;; esac
		IFS=:
		# shellcheck disable=SC2086
		set -- ${1%%::*} $gap ${gap:+${1#*::}}
		unset IFS
		left=$((9 - $#)) words=''
		for part in "$@"; do
			case $part in
			gap) while [ $left -gt 0 ]; do words="$words 0" left=$((left - 1)); done ;;
			*) words="$words $((0x$part))" ;;
			esac
		done
		;;
	*)
		width=8
		IFS=.
		# shellcheck disable=SC2086
		set -- $1
		unset IFS
		words="$*"
		;;
	esac
}
# inside ADDRESS NETWORK: whether the address is in the network, 10.0.0.0/8 or fd00::/8.
inside() {
	bits=${2#*/}
	numbers "${2%/*}" || return
	network=$words of=$width
	numbers "$1" && [ "$width" = "$of" ] || return
	# shellcheck disable=SC2086
	set -- $words
	for part in $network; do
		[ "$bits" -gt 0 ] || return 0
		keep=$((bits < width ? width - bits : 0))
		[ $(($1 >> keep)) -eq $((part >> keep)) ] || return
		bits=$((bits - width))
		shift
	done
}
# best_way ROWS DEVICE BUT: of rows of ip route that match one address the one its packets take, as $way, with its $best
# prefix and its $cost; only over DEVICE, if given; not the row of "PREFIX METRIC" BUT.
best_way() {
	way='' best=-1 cost=0
	while read -r row; do
		[ -n "$row" ] || continue
		[ -z "$2" ] || case "$row " in *" dev $2 "*) ;; *) continue ;; esac
		prefix_of "${row%% *}"
		# Of IPv6 ip prints each, so that one without is of IPv4, where that is 0.
		after metric "$row" 0
		[ "$long $told" != "$3" ] || continue
		[ "$long" -gt "$best" ] || { [ "$long" -eq "$best" ] && [ "$told" -lt "$cost" ]; } || continue
		best=$long cost=$told way=$row
	done <<-E
		$1
	E
}
# way_back NETWORK [BUT]: the way of the packets to the other end, as best_way tells it, or what it would be without BUT; 1 where
# a route to the network has no say in that. A client like fe80::1%eth0 is in no network: whatever the routes are, it names its link.
way_back() {
	other_end && inside "$client" "$1" && management && [ -n "$outward" ] || return
	family_of "$client"
	rows=$(hear ip "$family" -o route show match "$client") || refuse
	if [ $# -gt 1 ]; then best_way "$rows" '' "$2"; else best_way "$rows" "$outward" ''; fi
}
# keeps_way NETNS LINK ADDRESS NETWORK OVERLAP: an address of this link would not take over the way back; with OVERLAP
# nobody asked whether the network is free.
keeps_way() {
	[ -z "$1" ] || own_netns "$1" || return 0
	other_end || return 0
	[ -z "$5" ] || management
	case ${3%/*} in
	"$client" | "$hop")
		management
		refuse "$(way_said) through ${3%/*}, which is another machine: this host cannot have that address; choose another one"
		;;
	esac
	keeps_route "$1" "$2" "$4" keep
}
# keeps_route NETNS LINK NETWORK METRIC: nor would a route; METRIC is "keep" for one that comes behind those of its length.
keeps_route() {
	[ -z "$1" ] || own_netns "$1" || return 0
	way_back "$3" && [ "$2" != "$outward" ] || return 0
	none=0
	[ "$family" = -4 ] || none=1024
	[ "${3#*/}" -ge "$best" ] || return 0
	[ "${3#*/}" -ne "$best" ] || { [ "$4" != keep ] && [ "${4:-$none}" -le "$cost" ]; } || return 0
	refuse "$(way_said) by $client, and $3 on $2 would take over the way back there: choose another network, or for a route a higher metric"
}
# keeps_sysctl KEY PROC_FILE VALUE: the setting, or without VALUE the one from before it, does not cut the connection.
keeps_sysctl() {
	case $1 in
	net.ipv6.conf.*.disable_ipv6 | net.ipv6.conf.*.forwarding | net.ipv4.conf.*.rp_filter | net.ipv4.conf.*.arp_ignore) ;;
	*) return 0 ;;
	esac
	management || return 0
	value=$3
	[ -n "$value" ] || ! sysctl_note "$1" '' || case "$nl$kept" in
	*"${nl}was $2 "*) value=${kept#*"was $2 "} value=${value%%"$nl"*} ;;
	esac
	device=${1#net.ipv?.conf.} device=${device%.*}
	case $device in all) ;; *) device=$(printf '%s' "$device" | tr @ .) ;; esac
	case " all $inward $outward " in *" $device "*) ;; *) return 0 ;; esac
	case $server:${1#net.}:$value in
	*:*:ipv6.*.disable_ipv6:1) why='the host would lose that address' ;;
	*:*:ipv6.*.forwarding:[!0]*)
		# With accept_ra = 1 a router is believed only by who does not forward (ip-sysctl: accept_ra).
		believes=$(cat "/proc/sys/net/ipv6/conf/$outward/accept_ra") && [ "$believes" = 1 ] || return 0
		# A client of the link itself needs no route.
		case $client in *%*) return 0 ;; esac
		learned=$(hear ip -6 route show match "$client" dev "$outward" proto ra) || refuse
		[ -n "$learned" ] || return 0
		why="its route there comes from a router's advertisements, which a host that forwards ignores: set net.ipv6.conf.$outward.accept_ra to 2 first"
		;;
	*:*:ipv4.*) return 0 ;;
	*:ipv4.*.rp_filter:1)
		[ -n "$outward" ] && [ "$inward" != "$outward" ] || return 0
		why="its packets come in by $inward and leave by $outward, which a strict filter drops: use 2"
		;;
	*:ipv4.*.arp_ignore:8) why='nobody could find its address any more' ;;
	*) return 0 ;;
	esac
	refuse "$(way_said), and $1 = $value would cut the connection: $why"
}
