# Named network namespaces. Whose one is stands in /run/hostnet/netns/NAME, in rows "owner MARK" and "id INODE TIME": of the file
# of the namespace, which nobody inside can change, and which no other namespace of that name has. The alias of its lo says
# so too, for people, and alone for those that were made before there was a note; but whoever lives inside can change that.
netns_there() { [ -e "/run/netns/$1" ] || [ -e "/var/run/netns/$1" ]; }
# netns_husk NETNS: only the file of a namespace is there: left by an "ip netns add" that was killed, or by a reboot.
netns_husk() {
	hear grep -q -e " /run/netns/$1 " -e " /var/run/netns/$1 " /proc/self/mountinfo
	case $? in 0) return 1 ;; 1) return 0 ;; *) unclear "cannot tell whether namespace $1 is mounted: $(heard)" ;; esac
}
# netns_facts NETNS [PROC_FILE...]: a namespace, whose it is, its lo and the settings asked for.
netns_facts() {
	netns=$1
	shift
	netns_there "$netns" || {
		netns_forgotten
		return
	}
	found=$(hear ip -n "$netns" -j -d link show dev lo) || {
		netns_husk "$netns" || unclear
		netns_forgotten
		return
	}
	printf '@netns %s\n' "$netns"
	! netns_noted || printf '= owner %s\n' "$mark"
	printf '%s\n' "$found"
	[ $# -gt 0 ] || return 0
	found=$(hear ip netns exec "$netns" grep -H '' "$@") || {
		[ $? -eq 2 ] || unclear
		# A setting may be gone with its device.
		for file in "$@"; do
			case "$nl$found" in *"$nl$file:"*) continue ;; esac
			ip netns exec "$netns" test -e "$file"
			[ $? -eq 1 ] || unclear "$file of namespace $netns cannot be read"
		done
	}
	while IFS=: read -r file value; do [ -z "$file" ] || printf '= %s %s\n' "$file" "$value"; done <<-E
		$found
	E
}
# netns_forgotten: a note, and perhaps the file, are all that is left of $netns: what goes for gone takes that along.
netns_forgotten() { [ ! -e "$notes/netns/$netns" ] || printf '~ left %s\n' "$netns"; }
# netns_left: takes away what the look found left.
tidies="$tidies netns_left"
netns_left() {
	case "$nl$seen$nl" in *"$nl~ left "*) ;; *) return 0 ;; esac
	netns="$nl$seen$nl" netns=${netns#*"$nl~ left "} netns=${netns%%"$nl"*}
	# A link leads to a namespace that somebody else has named.
	[ -L "/run/netns/$netns" ] || rm -f "/run/netns/$netns"
	note_drop "netns/$netns"
}
# netns_noted: whether the note of $netns is about the namespace that is there, and who owns it, as $mark.
netns_noted() {
	mark=''
	note_row owner "netns/$netns" || return
	mark=$told
	note_row id "netns/$netns"
	[ -n "$told" ] || return
	id=$(hear netns_id "$netns") || unclear
	[ "$id" = "$told" ]
}
# netns_id NETNS: of its file, which no other namespace of that name has.
netns_id() { env TZ=UTC0 stat -c '%i %z' "/run/netns/$1"; }
# netns_note NETNS MARK: notes whose it is; without a mark that it is nobody's.
netns_note() {
	if [ -n "$2" ]; then
		id=$(netns_id "$1") && note_write "netns/$1" "owner $2${nl}id $id"
	else
		note_drop "netns/$1"
	fi
}
# free_netns NETNS: nothing is in the way of the name.
free_netns() {
	if [ -L "/run/netns/$1" ] && [ ! -e "/run/netns/$1" ]; then
		refuse "/run/netns/$1 is a link to a namespace that is gone, which somebody else put there: remove it with: rm /run/netns/$1"
	fi
}
# netns_make NETNS MARK: a namespace that has its mark before it has its name, so that it is never there without.
netns_make() {
	# What is there was looked at: a file that an "ip netns add" left that was killed, or a reboot.
	[ ! -e "/run/netns/$1" ] || rm -f "/run/netns/$1" || return
	note_write "netns/$1" "owner $2" || return
	netns_attach "$1" "$2" && {
		netns_note "$1" "$2" && return
		ip netns del "$1"
		false
	}
	ended=$?
	note_drop "netns/$1"
	return "$ended"
}
netns_attach() {
	# shellcheck disable=SC2016
	spoken=$(unshare -n sh -c 'ip link set dev lo alias "$2" && ip netns attach "$1" $$' sh "$1" "$2" 2>&1) && return
	ended=$?
	case $spoken in
	# Before iproute2 5.0.
	*unknown*) ip netns add "$1" && ip -n "$1" link set dev lo alias "$2" ;;
	*)
		printf '%s\n' "$spoken" >&2
		return "$ended"
		;;
	esac
}
netns_drop() { ip netns del "$1" && note_drop "netns/$1"; }
# netns_settings NETNS [FILE VALUE]...: settings of a namespace; where one is refused, those before it are as they were.
netns_settings() {
	netns=$1
	shift
	# shellcheck disable=SC2016
	ip netns exec "$netns" sh -c '
		kept=""
		while [ $# -gt 0 ]; do
			case $(cd -P "${1%/*}" && pwd -P)/ in
			/proc/sys/net/*) ;;
			*) false ;;
			esac && [ ! -L "$1" ] && old=$(cat "$1") && printf "%s\n" "$2" >"$1" || {
				printf "%s does not take the value %s\n" "$1" "$2" >&2
				printf "%s" "$kept" | while read -r file value; do printf "%s\n" "$value" >"$file"; done
				exit 1
			}
			kept="$1 $old
$kept"
			shift 2
		done' sh "$@"
}
# kill_netns NETNS: end the processes in it, and wait at most two seconds.
kill_netns() {
	for signal in TERM KILL; do
		for _ in 1 2 3 4 5 6 7 8 9 10; do
			pids=$(ip netns pids "$1") || return
			[ -n "$pids" ] || return 0
			# shellcheck disable=SC2086
			kill -s "$signal" $pids 2>/dev/null
			sleep 0.1
		done
	done
	printf 'processes of namespace %s do not end: %s\n' "$1" "$pids" >&2
	return 1
}
