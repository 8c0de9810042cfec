# Permanent neighbours that stand alone. The kernel keeps no mark on one, so whose it is stands in
# /run/hostnet/neighbor/[NETNS@]LINK@ADDRESS, in rows
#   owner MARK
#   link INDEX                        of the link: another one means that it was made anew, and its neighbours are gone
#   was lladdr MAC ...                the entry that ours took the place of
# neighbor_facts NETNS LINK ADDRESS: who has the address for good, and whose entry that is. What was learned is nobody's.
neighbor_facts() {
	if [ -n "$1" ]; then netns_there "$1" && ! link_absent "$1" "$2" || return 0; else has_link "$2" || return 0; fi
	found=$(hear in_netns "$1" neigh show to "$3" dev "$2") || unclear
	mark=''
	case " $found " in
	# What a routing daemon put there, in place of ours too.
	*' extern_learn '*) ;;
	*' PERMANENT '*) ! neighbor_noted "$@" || mark=$owner ;;
	*) return 0 ;;
	esac
	found=${found#* }
	printf '@neighbor %s\n= owner %s\n= %s\n' "${1:+$1@}$2@$3" "$mark" "${found% }"
}
# neighbor_noted NETNS LINK ADDRESS: whether the note is about this very link, and what it says, as $owner and $was.
neighbor_noted() {
	note=neighbor/${1:+$1@}$2@$3 owner='' was=''
	note_row owner "$note" || return
	owner=$told
	note_row was "$note"
	was=$told
	note_row link "$note"
	index=$(hear in_netns "$1" -o link show dev "$2") || unclear
	[ "$told" = "${index%%:*}" ]
}
# neighbor_note NETNS LINK ADDRESS MARK [ROW]: ROW is the entry that was there before ours; once noted it stays.
neighbor_note() {
	neighbor_noted "$@" || was=''
	was=${was:-${5:-}}
	index=$(in_netns "$1" -o link show dev "$2") || return
	note_write "neighbor/${1:+$1@}$2@$3" "owner $4${nl}link ${index%%:*}${was:+${nl}was $was}"
}
# neighbor_forget NETNS LINK ADDRESS
neighbor_forget() { note_drop "neighbor/${1:+$1@}$2@$3"; }
# neighbor_put NETNS LINK ADDRESS ROW: an entry as ip printed it.
neighbor_put() {
	within=$1 row=$4
	set -- "$3" dev "$2"
	for word in $row; do
		case $word in
		PERMANENT) set -- "$@" nud permanent ;;
		NOARP) set -- "$@" nud noarp ;;
		REACHABLE | STALE | DELAY | PROBE) set -- "$@" nud reachable ;;
		# What the kernel says of an entry, and takes from nobody.
		offload | FAILED | INCOMPLETE) ;;
		*) set -- "$@" "$word" ;;
		esac
	done
	in_netns "$within" neigh replace "$@"
}
# neighbor_give_back NETNS LINK ADDRESS: the entry that ours took the place of, or none.
neighbor_give_back() {
	neighbor_noted "$@" || was=''
	if [ -n "$was" ]; then neighbor_put "$1" "$2" "$3" "$was"; else in_netns "$1" neigh del "$3" dev "$2"; fi
}
# neighbors_left: forgets whose those were that are gone: with their link, by hand, or never made.
tidies="$tidies neighbors_left"
neighbors_left() {
	for left_note in "$notes"/neighbor/*; do
		[ -e "$left_note" ] || continue
		left_note=${left_note##*/} at=${left_note%@*} within=''
		case $at in *@*) within=${at%%@*} ;; esac
		# What cannot be told is not gone.
		still=$(neighbor_facts "$within" "${at#*@}" "${left_note##*@}") || continue
		[ -n "$still" ] || note_drop "neighbor/$left_note"
	done
}
# neighbor_link NETNS LINK: the link is there.
neighbor_link() {
	[ -z "$1" ] || netns_there "$1" || refuse "there is no network namespace $1 on this host"
	[ -n "$1" ] || ! has_link "$2" || return 0
	link_absent "$1" "$2" || return 0
	where='this host' there=''
	[ -z "$1" ] || where="namespace $1"
	while :; do
		case $links in *'"ifname":"'*) links=${links#*'"ifname":"'} there="$there ${links%%'"'*}" ;; *) break ;; esac
	done
	refuse "$where has no link $2, but$there: make it first, or give another device"
}
