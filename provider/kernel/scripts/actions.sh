# Changes that one plain command cannot make: settings shared between owners, and waiting for processes to end.
write() { printf '%s\n' "$2" >"$1"; }
# loosen FILE: the reverse path filter at 2, where it can be set; nobody asked for it.
loosen() { [ ! -w "$1" ] || write "$1" 2; }
# keep_neighbours LINK ip [-n NETNS] WORDS...: a change at which the kernel forgets the permanent neighbours of a link. The
# process that makes it puts them back, so that they are there even where this shell is killed.
keep_neighbours() {
	link=$1 within=''
	shift 2
	[ "$1" != -n ] || {
		within=$2
		shift 2
	}
	kept=$(ip ${within:+-n "$within"} neigh show dev "$link" nud permanent) || return
	kept=$(printf '%s\n' "$kept" | while read -r address word mac flags; do
		[ "$word" != lladdr ] ||
			printf 'neigh replace %s lladdr %s dev %s nud permanent %s\n' "$address" "$mac" "$link" "${flags%PERMANENT*}"
	done)
	printf '%s\n' "$*" "$kept" | ip ${within:+-n "$within"} -batch - || {
		ended=$?
		printf '%s\n' "$kept" | ip ${within:+-n "$within"} -force -batch - 2>/dev/null
		return $ended
	}
}
# netns_make NETNS MARK: a namespace that has its mark before it has its name, so that it is never there without.
netns_make() {
	# What is there was looked at: a file that an "ip netns add" left that was killed, or a reboot.
	[ ! -e "/run/netns/$1" ] || rm -f "/run/netns/$1" || return
	# shellcheck disable=SC2016
	spoken=$(unshare -n sh -c 'ip link set dev lo alias "$2" && ip netns attach "$1" $$' sh "$1" "$2" 2>&1) && return
	ended=$?
	case $spoken in
	# Before iproute2 5.0.
	*unknown*) ip netns add "$1" && ip -n "$1" link set dev lo alias "$2" ;;
	*)
		printf '%s\n' "$spoken" >&2
		return $ended
		;;
	esac
}
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
# set_checksum LINK on|off|auto|new: leave checksums to the device or not; auto is what the kernel's age asks for, and for
# a link that is new, where on is what it starts with, that is most often nothing.
set_checksum() {
	value=$2
	case $2 in auto | new) value=on && ! old_kernel || value=off ;; esac
	[ "$2 $value" = 'new on' ] || ethtool -K "$1" tx-checksum-ip-generic "$value"
}
# fit_mtu LINK LOCAL OVERHEAD: give a tunnel what the device that has the address leaves; where a device is named to it
# the kernel does so itself.
fit_mtu() {
	underlay '' "$2"
	[ -n "$under" ] || {
		echo "no device of this host has the address $2: local must be the host's own"
		return 1
	}
	ip link set dev "$1" mtu $((under - $3))
}
