# Routes of the host's own main table. A route carries no mark, so whose it is stands in /run/hostnet/route/TO@METRIC, where
# TO is as ip prints it with "_" for "/" (default6 for the IPv6 one), in a row "owner MARK".
# route_facts FAMILY TO METRIC NOTE: the route to exactly this network with this metric, and whose it is.
route_facts() {
	found=$(hear ip "$1" -o route show table main exact "$2") || unclear
	while read -r row; do
		# Whether there is a carrier comes and goes.
		for flag in dead linkdown; do
			case "$row " in *" $flag "*) row="${row%% "$flag"*}${row#*" $flag"}" ;; esac
		done
		metric=0
		case $row in *' metric '*) metric=${row##* metric } metric=${metric%% *} ;; esac
		[ -z "$row" ] || [ "$metric" != "$3" ] || break
	done <<-E
		$found
	E
	[ -n "$row" ] || return 0
	mark=''
	# What a daemon or the kernel put there since is not what we noted; ip leaves "proto boot" out.
	case "$row " in
	*' proto static '*) ;;
	*' proto '*) false ;;
	esac && [ -e "/run/hostnet/route/$4" ] && read -r _ mark <"/run/hostnet/route/$4"
	printf '@route %s\n= owner %s\n= %s\n' "$4" "$mark" "$row"
}
# route_note NOTE MARK
route_note() { note_write "route/$1" "owner $2"; }
# route_forget NOTE
route_forget() { note_drop "route/$1"; }
# routes_left: forgets whose those were that are gone: with their link, by hand, or never made.
routes_left() {
	for note in /run/hostnet/route/*; do
		[ -e "$note" ] || continue
		note=${note##*/} to=${note%@*} family=-4
		case $to in
		default6) to=default family=-6 ;;
		*:*) family=-6 ;;
		esac
		case $to in *_*) to="${to%_*}/${to##*_}" ;; esac
		[ -n "$(route_facts "$family" "$to" "${note##*@}" "$note")" ] || route_forget "$note"
	done
}
# route_noted TO ROW: whether this row of the main table is a route of ours.
route_noted() {
	[ -d /run/hostnet/route ] || return 1
	note=$1 metric=0
	case $note in */*) note="${note%/*}_${note##*/}" ;; esac
	case " $2 " in
	*' table '*) return 1 ;;
	*' metric '*) metric=${2##*metric } metric=${metric%% *} ;;
	esac
	[ -e "/run/hostnet/route/$note@$metric" ]
}
# keeps_host_route TO METRIC DEVICE VIA: a route of the host does not take over the way back to the other end.
keeps_host_route() {
	other_end && inside "$client" "$1" && management || return 0
	device=$3
	if [ -z "$device" ]; then
		row=$(ip -o route get "$4" 2>/dev/null)
		case $row in *' dev '*) device=${row##* dev } device=${device%% *} ;; *) return 0 ;; esac
	fi
	# The same way is no other one.
	[ "$device ${4:-$client}" != "$outward $hop" ] || return 0
	keeps_route '' "$device${4:+ via $4}" "$1" "$2"
}
# keeps_without TO METRIC: the packets to the other end do not need this route.
keeps_without() {
	other_end && inside "$client" "$1" && management && [ -n "$outward" ] || return 0
	best=-1 cost=0 way=''
	while read -r row; do
		long=${row%% *} metric=0
		case $row in *' metric '*) metric=${row##* metric } metric=${metric%% *} ;; esac
		case $long in
		'') continue ;;
		default) long=0 ;;
		*/*) long=${long#*/} ;;
		*:*) long=128 ;;
		*) long=32 ;;
		esac
		[ "$long $metric" != "${1#*/} $2" ] || continue
		[ "$long" -gt "$best" ] || { [ "$long" -eq "$best" ] && [ "$metric" -lt "$cost" ]; } || continue
		best=$long cost=$metric way=$row
	done <<-E
		$(case $client in *:*) ip -6 -o route show match "$client" ;; *) ip -4 -o route show match "$client" ;; esac 2>/dev/null)
	E
	through=$client
	case "$way " in *' via '*) through=${way##* via } through=${through%% *} ;; esac
	case "$way " in *" dev $outward "*) [ "$through" != "$hop" ] || return 0 ;; esac
	refuse "$(way_said) by $client, and without the route to $1 the way back there would be another one, or none: put another route there first"
}
