# Forwarding entries and neighbours that several owners put on one tunnel. The kernel keeps no mark on them, so whose they
# are stands in /run/hostnet/forwarding/TUNNEL/NAME, in rows
#   owner MARK
#   link INDEX                        of the tunnel: another one means that it was made anew, and its entries are gone
#   fdb TUNNEL MAC dst VTEP
#   neighbour LINK ADDRESS lladdr MAC
#   was fdb ..., was neighbour ...    what was nobody's, and adopted: it is put back where ours goes
# forwarding_facts TUNNEL NAME NEIGHBOURS_ON: what is noted as held under a name, and is there.
forwarding_facts() {
	note="$notes/forwarding/$1/$2"
	[ -e "$note" ] || return 0
	keys=$nl addresses=$nl index=''
	note_row link "forwarding/$1/$2"
	was=$told
	note_row owner "forwarding/$1/$2"
	mark=$told
	while read -r word first key how value; do
		case $word in
		fdb) [ "$key" != 00:00:00:00:00:00 ] || key="$key $value" && keys="$keys$key$nl" ;;
		neighbour) [ "$first" != "$3" ] || addresses="$addresses$key$nl" ;;
		esac
	done <"$note"
	printf '@forwarding %s %s\n= %s\n' "$1" "$2" "$mark"
	[ ! -e "/sys/class/net/$1" ] || read -r index <"/sys/class/net/$1/ifindex"
	# An entry that the bridge has lost does not count: without it the bridge does not answer ARP.
	if [ "$keys" != "$nl" ] && [ -e "/sys/class/net/$1/brport" ]; then
		found=$(hear bridge fdb show dev "$1") || unclear
		all=$keys keys=$nl
		while read -r word vtep; do
			case $word in
			'') ;;
			00:00:00:00:00:00) keys="$keys$word $vtep$nl" ;;
			*) case "$nl$found" in *"$nl$word master "*) keys="$keys$word$nl" ;; esac ;;
			esac
		done <<-E
			$all
		E
	fi
	[ "$index" != "$was" ] || [ "$keys" = "$nl" ] || fdb_facts "$1" "$keys"
	neighbour_facts "$3" "$addresses"
}
# entries_left TUNNEL NAME ROWS: takes away the half of an entry that an operation left which was killed between the tunnel's
# and the bridge's: what is noted under the name, and not in the rows.
entries_left() {
	note="$notes/forwarding/$1/$2" index=''
	[ -e "/sys/class/net/$1" ] && note_row link "forwarding/$1/$2" || return 0
	read -r index <"/sys/class/net/$1/ifindex"
	[ "$told" = "$index" ] || return 0
	found=$nl$(bridge fdb show dev "$1")$nl || return
	while read -r word first mac _ vtep; do
		[ "$word" = fdb ] || continue
		case "$nl$3" in *"${nl}fdb $1 $mac "*) continue ;; esac
		case $found in *"$nl$mac dst $vtep "*) bridge fdb del "$mac" dev "$1" dst "$vtep" || return ;; esac
		case $found in *"$nl$mac master "*) bridge fdb del "$mac" dev "$1" master static || return ;; esac
	done <"$note"
}
# entries_there TUNNEL LINK: rows of what is on the tunnel, and of the neighbours on the link.
entries_there() {
	bridge fdb show dev "$1" | sed -n 's/^\([^ ]*\) dst \([^ ]*\) .*permanent.*/fdb '"$1"' \1 dst \2/p'
	ip neigh show dev "$2" nud permanent | sed -n 's/^\([^ ]*\) lladdr \([^ ]*\) .*/neighbour '"$2"' \1 lladdr \2/p'
}
# entries_lent TUNNEL NAME ROWS ADOPT: what the note says of others' entries in place of which the rows are, and with ADOPT what is
# there in place of a row that the note does not have yet.
entries_lent() {
	had=$nl$(cat "$notes/forwarding/$1/$2" 2>/dev/null)$nl there=$nl
	case $had in *"${nl}link $index$nl"*) ;; *) had=$nl ;; esac
	while read -r word link key how value; do
		[ -n "$word" ] || continue
		# Several may be flooded to.
		[ "$key" != 00:00:00:00:00:00 ] || how="$how $value"
		case $had in *"${nl}was $word $link $key $how"*)
			row=${had#*"${nl}was $word $link $key $how"} row=${row%%"$nl"*}
			printf 'was %s %s %s %s%s\n' "$word" "$link" "$key" "$how" "$row"
			continue
			;;
		esac
		case $4,$had in ,* | *"$nl$word $link $key $how"*) continue ;; esac
		[ "$there" != "$nl" ] || there=$nl$(entries_there "$1" "${place:-$1}")$nl || return
		case $there in *"$nl$word $link $key $how"*)
			row=${there#*"$nl$word $link $key $how"} row=${row%%"$nl"*}
			printf 'was %s %s %s %s%s\n' "$word" "$link" "$key" "$how" "$row"
			;;
		esac
	done <<-E
		$3
	E
}
# entries_return TUNNEL NAME LENT: puts back what the note says of others' entries, save what is lent still.
entries_return() {
	note_row link "forwarding/$1/$2" || return 0
	[ "$told" = "$index" ] || return 0
	there=$nl$(bridge fdb show dev "$1")$nl || return
	while read -r was word link key how value; do
		[ "$was" = was ] || continue
		case "$nl$3$nl" in *"${nl}was $word $link $key $how $value$nl"*) continue ;; esac
		case $word:$key:$there in
		neighbour:*) ip neigh replace "$key" lladdr "$value" dev "$link" nud permanent || return ;;
		fdb:00:00:00:00:00:00:*"$nl$key dst $value "*) ;;
		fdb:00:00:00:00:00:00:*) bridge fdb append "$key" dev "$link" dst "$value" || return ;;
		*) bridge fdb replace "$key" dev "$link" dst "$value" || return ;;
		esac
	done <"$notes/forwarding/$1/$2"
}
# forwarding_note TUNNEL NAME MARK ADOPT <rows: note what is held under a name.
forwarding_note() {
	rows=$(cat) || return
	entries_left "$1" "$2" "$rows" || return
	read -r index <"/sys/class/net/$1/ifindex" || return
	place=$(printf '%s\n' "$rows" | sed -n '/^neighbour /{s/^neighbour \([^ ]*\) .*/\1/p;q;}')
	lent=$(entries_lent "$1" "$2" "$rows" "$4") && entries_return "$1" "$2" "$lent" || return
	note_write "forwarding/$1/$2" "${3:+owner $3$nl}link $index${rows:+$nl$rows}${lent:+$nl$lent}"
}
# forwarding_forget TUNNEL NAME
forwarding_forget() {
	entries_left "$1" "$2" '' || return
	[ ! -e "/sys/class/net/$1" ] || {
		read -r index <"/sys/class/net/$1/ifindex" && entries_return "$1" "$2" '' || return
	}
	note_drop "forwarding/$1/$2"
}
# forwarding_restore TUNNEL: puts back on a tunnel that was made anew what its notes say that others hold there. Where that is
# not possible, the note goes on telling that it is gone.
forwarding_restore() {
	read -r index <"/sys/class/net/$1/ifindex" || return
	for held in "$notes/forwarding/$1"/*; do
		case $held in *.new) continue ;; esac
		[ -f "$held" ] || continue
		text='' entries='' lost='' neighbours=''
		while read -r word first key how value; do
			row="$word $first${key:+ $key}${how:+ $how}${value:+ $value}"
			case $word in
			link) row="link $index" ;;
			# What was on the tunnel before went with it.
			was) [ "$first" != fdb ] || continue ;;
			fdb)
				verb=replace
				case $key in 00:00:00:00:00:00) verb=append ;; *) [ ! -e "/sys/class/net/$1/brport" ] || {
					entries="${entries}fdb replace $key dev $1 master static$nl"
					lost="${lost}fdb del $key dev $1 master static$nl"
				} ;; esac
				entries="${entries}fdb $verb $key dev $1 dst $value$nl"
				lost="${lost}fdb del $key dev $1 dst $value$nl"
				;;
			neighbour) [ "$first" != "$1" ] || neighbours="${neighbours}neigh replace $key lladdr $value dev $1 nud permanent$nl" ;;
			esac
			text="$text$nl$row"
		done <"$held" || return
		printf '%s' "$entries" | bridge -batch - && printf '%s' "$neighbours" | ip -batch - || {
			printf '%s' "$lost" | bridge -force -batch - >/dev/null 2>&1
			continue
		}
		note_write "${held#"$notes"/}" "${text#"$nl"}" || return
	done
}
# switch_entries replace|del TUNNEL <MACs: what is behind a tunnel is behind its port of the bridge. A bridge that suppresses
# neighbours answers only for MACs that it has an entry for itself, and learns none from a tunnel that nothing has come by.
switch_entries() {
	[ -e "/sys/class/net/$2/brport" ] || return 0
	found=$nl$(bridge fdb show dev "$2") || return
	macs=$(cat)
	# What the bridge has forgotten, or met elsewhere since, need not go.
	[ "$1" = replace ] || macs=$(while read -r mac; do case $found in *"$nl$mac master "*) echo "$mac" ;; esac done <<-E
		$macs
	E
	)
	entry_rows "$1" "$2" | bridge -batch - && return
	status=$? back=del
	[ "$1" = replace ] || back=replace
	entry_rows "$back" "$2" | bridge -force -batch - >/dev/null 2>&1
	return "$status"
}
entry_rows() {
	while read -r mac; do
		[ -z "$mac" ] || printf 'fdb %s %s dev %s master static\n' "$1" "$mac" "$2"
	done <<-E
		$macs
	E
}
# free_entries TUNNEL NAME NEIGHBOURS_ON ADOPT <rows: nobody else holds an entry for one of these MACs or addresses, and
# none is there that says otherwise, unless it is to be adopted.
free_entries() {
	for each in "$1" "$3"; do
		[ -e "/sys/class/net/$each" ] || refuse "this host has no link $each: make it first, or give another tunnel or bridge"
	done
	read -r index <"/sys/class/net/$1/ifindex"
	rows='' keys='' fdb='' neighbours=''
	while read -r word link key how value; do
		[ -n "$word" ] || continue
		case $word:$key in
		fdb:00:00:00:00:00:00) keys="$keys$word $link $key dst $value$nl" ;;
		fdb:*) keys="$keys$word $link $key dst $nl" fdb=yes ;;
		*) keys="$keys$word $link $key lladdr $nl" neighbours=yes ;;
		esac
		rows="$rows$word $link $key $how $value$nl"
	done
	[ -n "$rows" ] || return 0
	# shellcheck disable=SC2062 # These are files: what is looked for comes by -f.
	held=$(printf '%s' "$keys" | grep -HF -f - "$notes"/forwarding/*/* 2>/dev/null)
	while IFS=: read -r note row; do
		[ -n "$note" ] && [ "$note" != "$notes/forwarding/$1/$2" ] || continue
		case $row in
		# Several may be flooded to, so that only the same one is taken.
		*' 00:00:00:00:00:00 dst '*) case "$nl$rows" in *"$nl$row$nl"*) ;; *) continue ;; esac ;;
		esac
		tunnel=${note%/*} tunnel=${tunnel##*/} is=''
		[ ! -e "/sys/class/net/$tunnel" ] || read -r is <"/sys/class/net/$tunnel/ifindex"
		# What a tunnel had that is gone by now holds nobody off.
		note_row link "${note#"$notes"/}"
		[ -n "$is" ] && [ "$told" = "$is" ] || continue
		note_row owner "${note#"$notes"/}"
		refuse "${told:-somebody without a mark} holds $row: an entry has one owner; choose another MAC or address, or take it out there"
	done <<-E
		$held
	E
	[ "$4" != true ] || return 0
	mine=$(cat "$notes/forwarding/$1/$2" 2>/dev/null)
	found=$({
		[ -z "$fdb" ] || bridge fdb show dev "$1" | sed -n 's/^\([^ ]*\) dst \([^ ]*\) .*permanent.*/fdb '"$1"' \1 dst \2/p'
		[ -z "$neighbours" ] || ip neigh show dev "$3" nud permanent | sed -n 's/^\([^ ]*\) lladdr \([^ ]*\) .*/neighbour '"$3"' \1 lladdr \2/p'
	} 2>/dev/null | grep -vF -e ' 00:00:00:00:00:00 dst ')
	while read -r word link key how value; do
		[ -n "$word" ] || continue
		case "$nl$rows" in
		*"$nl$word $link $key $how $value$nl"*) continue ;;
		*"$nl$word $link $key $how "*) ;;
		*) continue ;;
		esac
		case "$nl$mine" in *"$nl$word $link $key $how "*) continue ;; esac
		refuse "there is $word $link $key $how $value already, and nobody's note says whose it is: remove it, choose another MAC or address, or set adopt: true to take it over"
	done <<-E
		$found
	E
}
