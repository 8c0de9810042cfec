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
		after metric "$row" 0
		[ -z "$row" ] || [ "$told" != "$3" ] || break
	done <<-E
		$found
	E
	[ -n "$row" ] || return 0
	mark=''
	# What a daemon or the kernel put there since is not what we noted; ip leaves "proto boot" out.
	case "$row " in
	*' proto static '*) ;;
	*' proto '*) false ;;
	esac && note_row owner "route/$4" && mark=$told
	printf '@route %s\n= owner %s\n= %s\n' "$4" "$mark" "$row"
}
# route_note NOTE MARK [ROW]: ROW is the route that was there before ours took its place; once noted it stays.
route_note() {
	! note_row was "route/$1" || set -- "$1" "$2" "$told"
	note_write "route/$1" "owner $2${3:+${nl}was $3}"
}
# route_before NOTE: as $was the route that ours took the place of, where its device still is.
route_before() {
	was=''
	! note_row was "route/$1" || was=$(printf '%s\n' "$told" | sed 's/[\\]/ /g') || return
	after dev "$was"
	[ -z "$told" ] || ! link_absent '' "$told" || was=''
}
# route_give_back FAMILY TO METRIC NOTE: that route instead of ours, or none.
route_give_back() {
	route_before "$4" || return
	# shellcheck disable=SC2086
	if [ -n "$was" ]; then ip "$1" route replace $was; else ip "$1" route del "$2" metric "$3"; fi
}
# route_forget NOTE
route_forget() { note_drop "route/$1"; }
# routes_left: forgets whose those were that are gone: with their link, by hand, or never made.
tidies="$tidies routes_left"
routes_left() {
	for note in "$notes"/route/*; do
		[ -e "$note" ] || continue
		note=${note##*/} to=${note%@*}
		[ "$to" != default6 ] || to=::/0
		family_of "$to"
		case $to in *_*) to="${to%_*}/${to##*_}" ;; esac
		[ -n "$(route_facts "$family" "$to" "${note##*@}" "$note")" ] || route_forget "$note"
	done
}
# route_noted TO ROW: whether this row of the main table is a route of ours.
route_noted() {
	[ -d "$notes/route" ] || return 1
	note=$1
	case $note in */*) note="${note%/*}_${note##*/}" ;; esac
	case " $2 " in *' table '*) return 1 ;; esac
	after metric "$2" 0
	[ -e "$notes/route/$note@$told" ]
}
# keeps_host_route TO METRIC DEVICE VIA: a route of the host does not take over the way back to the other end.
keeps_host_route() {
	other_end && inside "$client" "$1" && management || return 0
	device=$3
	if [ -z "$device" ]; then
		# A gateway that nothing leads to is for ip to refuse.
		row=$(ip -o route get "$4" 2>/dev/null) || return 0
		after dev "$row"
		[ -n "$told" ] || return 0
		device=$told
	fi
	# The same way is no other one.
	[ "$device ${4:-$client}" != "$outward $hop" ] || return 0
	keeps_route '' "$device${4:+ via $4}" "$1" "$2"
}
# keeps_without TO METRIC NOTE: the packets to the other end do not need this route.
keeps_without() {
	way_back "$1" "${1#*/} $2" || return 0
	# What is given back counts as ours did.
	route_before "$3" || refuse "$notes/route/$3 cannot be read"
	[ "$best" -gt "${1#*/}" ] || { [ "$best" -eq "${1#*/}" ] && [ "$cost" -lt "$2" ]; } || way=${was:-$way}
	after via "$way" "$client"
	case "$way " in *" dev $outward "*) [ "$told" != "$hop" ] || return 0 ;; esac
	refuse "$(way_said) by $client, and without the route to $1 the way back there would be another one, or none: put another route there first"
}
