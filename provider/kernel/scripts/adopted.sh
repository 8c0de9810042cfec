# What was somebody else's before it was adopted, so that it can be given back. It stands in /run/hostnet/adopted/KIND/NAME, in rows
#   id [INODE TIME] INDEX             of the first link, in its namespace: another one means that it was made anew, and is ours
#   was JSON                          what a look found
#   link NETNS LINK                   what of each link no look tells word by word, NETNS is "-" for the host's own:
#   alias TEXT
#   addr replace ...                  as lines of ip -batch
#   route replace ...
# adopted_of NETNS LINK: which link that is, as $id, if it is there.
adopted_of() {
	id=''
	if [ -n "$1" ]; then netns_there "$1" || return; else has_link "$2" || return; fi
	row=$(hear in_netns "$1" -o link show dev "$2") || {
		! link_absent "$1" "$2" || return
		unclear
	}
	[ -z "$1" ] || id=$(netns_id "$1") || unclear
	id="$id${id:+ }${row%%:*}"
}
# adopted_facts NOTE NETNS LINK: what was there before, if the note is about this very thing.
adopted_facts() {
	note_row id "adopted/$1" || return 0
	of=$told
	adopted_of "$2" "$3" && [ "$of" = "$id" ] || return 0
	note_row was "adopted/$1"
	printf '= was %s\n' "$told"
}
# adopted_note NOTE JSON [NETNS LINK]...: notes what is there.
adopted_note() {
	name=$1 text="was $2"
	shift 2
	adopted_of "$1" "$2" || return
	text="id $id$nl$text$nl$(link_rows "$@")" && note_write "adopted/$name" "$text"
}
# adopted_restore NOTE: what the note says of links, word by word; where that fails, they are as they were.
adopted_restore() {
	text=$(sed -n '/^link /,$p' "$notes/adopted/$1") && [ -n "$text" ] || return
	# shellcheck disable=SC2046
	present=$(link_rows $(printf '%s\n' "$text" | sed -n 's/^link //p')) || return
	links_put "$text" || {
		ended=$?
		links_put "$present" 2>/dev/null
		return $ended
	}
}
# adopted_forget NOTE
adopted_forget() { [ ! -d "$notes/adopted" ] || note_drop "adopted/$1"; }
# adopted_undo NOTE: behind all other undos of an adoption. What cannot be put back stays noted.
adopted_undo() { adopted_restore "$1" && adopted_forget "$1"; }
# adopted_left: forgets what was given back to nobody, as the thing is gone.
tidies="$tidies adopted_left"
adopted_left() {
	for left_note in "$notes"/adopted/*/*; do
		[ -e "$left_note" ] || continue
		of=$(sed -n '/^link /{s/^link //p;q;}' "$left_note") within=${of%% *}
		[ "$within" != - ] || within=''
		# What cannot be told is not gone.
		still=$(adopted_facts "${left_note#"$notes/adopted/"}" "$within" "${of#* }") || continue
		[ -n "$still" ] || adopted_forget "${left_note#"$notes/adopted/"}"
	done
}
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
		address_rows && route_rows || return
	done
}
# address_rows: of $link in $within, those that somebody put there.
address_rows() {
	found=$(in_netns "$within" -o addr show dev "$link" scope global permanent) || return
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
# links_put ROWS: makes links as their rows say.
links_put() {
	which='' alias='' addresses='' routes=''
	while read -r word rest; do
		case $word in
		link)
			[ -z "$which" ] || link_put "${which%% *}" "${which#* }" || return
			which=$rest alias='' addresses='' routes=''
			;;
		alias) alias=$rest ;;
		addr) addresses="$addresses$word $rest$nl" ;;
		route) routes="$routes$word $rest$nl" ;;
		esac
	done <<-E
		$1
		link
	E
}
# link_put NETNS LINK: $alias, $addresses and $routes.
link_put() {
	within=$1 link=$2
	[ "$within" != - ] || within=''
	in_netns "$within" link set dev "$link" alias "$alias" && now=$(address_rows) || return
	if [ "$now" != "${addresses%"$nl"}" ]; then
		# In their order, which says what is primary. With them go routes, also those that others have put there since.
		lost=$(route_rows) && keep_neighbours "$link" ip ${within:+-n "$within"} addr flush dev "$link" scope global permanent || return
		routes="$addresses$lost$nl$routes"
	fi
	printf '%s' "$routes" | in_netns "$within" -batch -
}
