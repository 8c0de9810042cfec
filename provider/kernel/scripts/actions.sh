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
