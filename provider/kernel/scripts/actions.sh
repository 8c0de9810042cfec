# Changes that one plain command cannot make: settings shared between owners, and waiting for processes to end.
write() { printf '%s\n' "$2" >"$1"; }
# loosen FILE: the reverse path filter at 2, where it can be set; nobody asked for it.
loosen() { [ ! -w "$1" ] || write "$1" 2; }
# companions KEY: the settings that the kernel changes along with a global one.
companions() {
	case $1 in
	net.ipv4.ip_forward | net.ipv4.conf.all.forwarding) echo /proc/sys/net/ipv4/conf/*/forwarding /proc/sys/net/ipv4/conf/all/accept_redirects ;;
	net.ipv6.conf.all.forwarding | net.ipv6.conf.all.disable_ipv6) echo /proc/sys/net/ipv6/conf/*/"${1##*.}" ;;
	esac
}
# sysctl_hold KEY PROC_FILE VALUE MARK: set a value; remember who wants it and what was there before the first.
sysctl_hold() {
	held="/run/hostnet/sysctl/$1" owners='' before=''
	[ -d /run/hostnet/sysctl ] || mkdir -p /run/hostnet/sysctl || return
	if [ -e "$held" ]; then
		before=$(cat "$held")
		kept=$(grep -F -e 'was ' "$held")
		owners=$(grep -F -e 'owner ' "$held" | grep -vxF -e "owner $4")
		old=$(cat "$2") || return
	else
		# Not the read of the shell: dash asks for one byte at a time, and a sysctl answers only the first.
		# shellcheck disable=SC2046
		kept=$(grep -H '' "$2" $(companions "$1")) || {
			rmdir /run/hostnet/sysctl /run/hostnet 2>/dev/null
			return 1
		}
		kept=$(printf '%s\n' "$kept" | while IFS=: read -r file value; do printf 'was %s %s\n' "$file" "$value"; done)
		old=${kept%%"$nl"*} old=${old#"was $2 "}
	fi
	printf '%s\n' "value $3" "$kept" ${owners:+"$owners"} "owner $4" >"$held.new" && mv "$held.new" "$held" || {
		rm -f "$held.new"
		rmdir /run/hostnet/sysctl /run/hostnet 2>/dev/null
		return 1
	}
	[ "$old" = "$3" ] || write "$2" "$3" 2>/dev/null || {
		if [ -n "$before" ]; then printf '%s\n' "$before" >"$held"; else rm "$held"; fi
		rmdir /run/hostnet/sysctl /run/hostnet 2>/dev/null
		printf 'the kernel does not take the value %s\n' "$3" >&2
		return 1
	}
}
# sysctl_release KEY MARK: forget an owner; the last one to leave restores what was there.
sysctl_release() {
	held="/run/hostnet/sysctl/$1"
	[ -e "$held" ] || return 0
	rest=$(grep -vxF -e "owner $2" "$held")
	case "$nl$rest" in
	*"$nl"'owner '*) printf '%s\n' "$rest" >"$held.new" && mv "$held.new" "$held" ;;
	*)
		while read -r word file old; do
			[ "$word" = was ] && [ -e "$file" ] || continue
			write "$file" "$old" || return
		done <"$held"
		# A hold that was killed may have left the other file.
		rm -f "$held" "$held.new" || return
		rmdir /run/hostnet/sysctl /run/hostnet 2>/dev/null || :
		;;
	esac
}
# sysctl_leave ENDING MARK KEPT: release what the owner holds of the settings whose keys end so, save one.
sysctl_leave() {
	for each in /run/hostnet/sysctl/*."$1"; do
		each=${each##*/}
		[ "$each" != "$3" ] || continue
		! grep -qxF -e "owner $2" "/run/hostnet/sysctl/$each" 2>/dev/null || sysctl_release "$each" "$2" || return
	done
}
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
			old=$(cat "$1") && printf "%s\n" "$2" >"$1" || {
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
