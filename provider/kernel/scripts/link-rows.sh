# What a link has, word by word, as rows of a note (see adopted.sh), and how it gets that again: what looks leave out too, such as labels,
# whoever's routes, and the order of addresses.
# link_rows [NETNS LINK]...: the rows of the links that are there.
link_rows() {
	while [ $# -gt 0 ]; do
		within=$1 link=$2
		shift 2
		[ "$within" != - ] || within=''
		adopted_of "$within" "$link" || continue
		alias=$(if [ -n "$within" ]; then ip netns exec "$within" cat "/sys/class/net/$link/ifalias"; else cat "/sys/class/net/$link/ifalias"; fi) || return
		# Whoever lives in a namespace can set it, with line ends too.
		printf 'link %s %s\nalias %s\n' "${within:--}" "$link" "${alias%%"$nl"*}"
		port_row && address_rows && route_rows && fdb_rows || return
	done
}
# port_row: what $link in $within has as a port of a bridge, and loses when it leaves that.
port_row() {
	row=$(in_netns "$within" -d -o link show dev "$link") || return
	case $row in *' bridge_slave '*) row=${row#*' bridge_slave '} words='' ;; *) return 0 ;; esac
	for key in priority cost hairpin guard root_block learning flood mcast_flood bcast_flood mcast_to_unicast neigh_suppress vlan_tunnel isolated; do
		after "$key" "$row"
		[ -z "$told" ] || words="$words $key $told"
	done
	printf 'port%s\n' "$words"
}
# address_rows: of $link in $within, those that somebody put there; of lo also what it gets when it is up for the first time.
address_rows() {
	found=$(in_netns "$within" -o addr show dev "$link" scope global permanent) || return
	[ "$link" != lo ] || found=$(in_netns "$within" -o addr show dev lo to 127.0.0.0/8)$nl$found || return
	while read -r _ _ family row; do
		row=${row%%[\\]*} words=''
		# The last word of an IPv4 address is its label.
		[ "$family" != inet ] || row="${row% *} label ${row##* }"
		for word in $row; do
			case $word in
			secondary | tentative | dadfailed | permanent | stable-privacy) ;;
			deprecated) words="$words preferred_lft 0" ;;
			*) words="$words $word" ;;
			esac
		done
		[ -z "$family" ] || printf 'addr replace%s dev %s\n' "$words" "$link"
	done <<-E
		$found
	E
}
# route_rows: the same of routes, those first that others may need to reach their gateway.
route_rows() {
	found=$(in_netns "$within" -o route show table all dev "$link") || return
	behind=''
	while read -r row; do
		case " $row " in
		'  ' | *' proto kernel '* | *' proto ra '* | *' proto redirect '* | *' expires '* | *' nexthop '*) continue ;;
		*' default '*' pref '*) row="::/0 ${row#default }" ;;
		esac
		words=''
		for word in $row; do
			case $word in linkdown | dead | offload | trap) ;; *) words="$words $word" ;; esac
		done
		words="route replace$words dev $link"
		case $words in *' via '*) behind="$behind$words$nl" ;; *) printf '%s\n' "$words" ;; esac
	done <<-E
		$found
	E
	printf '%s' "$behind"
}
# fdb_rows: its forwarding entries that somebody put there: where a tunnel sends to, and what a bridge has behind a port.
fdb_rows() {
	found=$(bridge ${within:+-n "$within"} fdb show dev "$link") || return
	while read -r mac row; do
		verb=replace words=''
		case " $row " in
		*' dst '*' permanent '*) [ "$mac" != 00:00:00:00:00:00 ] || verb=append ;;
		*' master '*' static '* | *' static '*' master '*) words=' master static' ;;
		*) continue ;;
		esac
		for key in dst port vni src_vni via vlan; do
			after "$key" "$row"
			[ -z "$told" ] || words="$words $key $told"
		done
		printf 'fdb %s %s dev %s%s\n' "$verb" "$mac" "$link" "$words"
	done <<-E
		$found
	E
}
# links_put ROWS: makes links as their rows say.
links_put() {
	which='' alias='' port='' addresses='' routes='' entries=''
	while read -r word rest; do
		case $word in
		link)
			[ -z "$which" ] || link_put "${which%% *}" "${which#* }" || return
			which=$rest alias='' port='' addresses='' routes='' entries=''
			;;
		alias) alias=$rest ;;
		port) port=$rest ;;
		addr) addresses="$addresses$word $rest$nl" ;;
		route) routes="$routes$word $rest$nl" ;;
		fdb) entries="$entries$word $rest$nl" ;;
		esac
	done <<-E
		$1
		link
	E
}
# link_put NETNS LINK: $alias, $port, $addresses, $routes and $entries, of what is still there.
link_put() {
	within=$1 link=$2
	[ "$within" != - ] || within=''
	adopted_of "$within" "$link" || return 0
	in_netns "$within" link set dev "$link" alias "$alias" && now=$(port_row) || return
	# shellcheck disable=SC2086
	[ -z "$port" ] || [ -z "$now" ] || [ "$now" = "port $port" ] || in_netns "$within" link set dev "$link" type bridge_slave $port || return
	now=$(address_rows) || return
	if [ "$now" != "${addresses%"$nl"}" ]; then
		# In their order, which says what is primary. With them go routes, also those that others have put there since.
		[ "$link" != lo ] || in_netns "$within" addr flush dev lo to 127.0.0.0/8 || return
		lost=$(route_rows) && keep_neighbours "$link" ip ${within:+-n "$within"} addr flush dev "$link" scope global permanent || return
		routes="$addresses$lost$nl$routes"
	fi
	printf '%s' "$routes" | in_netns "$within" -batch - && now=$nl$(fdb_rows)$nl || return
	# To append what is there is refused.
	while read -r row; do
		case $now in *"$nl$row$nl"*) ;; *) printf '%s\n' "$row" ;; esac
	done <<-E | bridge ${within:+-n "$within"} -batch -
		$entries
	E
}
