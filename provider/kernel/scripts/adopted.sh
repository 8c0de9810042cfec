# What was somebody else's before it was adopted, so that it can be given back. It stands in /run/hostnet/adopted/KIND/NAME, in rows
#   id [INODE TIME] INDEX             of the first link, in its namespace: another one means that it was made anew, and is ours
#   was JSON                          what a look found
#   link NETNS LINK                   what of each link no look tells word by word, NETNS is "-" for the host's own:
#   alias TEXT
#   port KEY VALUE...                 of a port of a bridge
#   addr replace ...                  as lines of ip -batch
#   route replace ...
#   fdb append|replace ...            as a line of bridge -batch
#   sysctl FILE VALUE                 of a namespace that is adopted, what we set and what the kernel changes along
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
	# A tunnel may be gone, and the rules that guarded it still there.
	adopted_of "$1" "$2" || return 0
	text="id $id$nl$text$nl$(link_rows "$@")" && note_write "adopted/$name" "$text"
}
# adopted_settings NETNS FILE...: notes settings of a namespace before they are changed; what was noted first stays.
adopted_settings() {
	within=$1
	shift
	[ -d "$notes/adopted" ] && note=$(grep -lxF "link $within lo" "$notes"/adopted/*/*) || return 0
	all="$* "
	for file in "$@"; do
		companions "$(printf '%s' "${file#/proc/sys/}" | tr / .)"
		all="$all$along "
	done
	# Of the namespace, where the files of each of its links are.
	# shellcheck disable=SC2016
	found=$(ip netns exec "$within" sh -c 'grep -H "" $1' sh "$all") && text=$(cat "$note") || return
	while IFS=: read -r file value; do
		case "$nl$text" in *"${nl}sysctl $file "*) ;; *) text="$text${nl}sysctl $file $value" ;; esac
	done <<-E
		$found
	E
	note_write "${note#"$notes/"}" "$text"
}
# adopted_restore NOTE: what the note says of links and settings, word by word; where that fails, they are as they were.
adopted_restore() {
	text=$(sed -n '/^link /,$p' "$notes/adopted/$1") && [ -n "$text" ] || return
	# shellcheck disable=SC2046
	present=$(link_rows $(printf '%s\n' "$text" | sed -n 's/^link //p')) || return
	links_put "$text" && settings_put "$text" || {
		ended=$? spoken=$(heard)
		links_put "$present" 2>/dev/null
		forget
		printf '%s\n' "$spoken" >&2
		return $ended
	}
}
# adopted_forget NOTE
adopted_forget() { [ ! -d "$notes/adopted" ] || note_drop "adopted/$1"; }
# adopted_undo NOTE: behind all other undos of an adoption. What cannot be put back stays noted.
adopted_undo() { adopted_restore "$1" && adopted_forget "$1"; }
# rejoin NETNS LINK BRIDGE: what is given back is a port of its bridge again, where that is still there.
rejoin() { if link_absent "$1" "$3"; then in_netns "$1" link set dev "$2" nomaster; else in_netns "$1" link set dev "$2" master "$3"; fi; }
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
# settings_put ROWS: the same of settings, in the namespace of the first link.
settings_put() {
	within=${1#link } within=${within%% *}
	set -- "$1" "$within"
	while read -r word file value; do
		[ "$word" != sysctl ] || set -- "$@" "$file" "$value"
	done <<-E
		$1
	E
	shift
	[ $# -eq 1 ] || ! netns_there "$1" || netns_settings "$@"
}
