# What a host is: facts of it that our own work does not change, and who else may want our links.
# adopters_facts: which services run that may take links for their own, and what they are told of that.
adopters_facts() {
	# The kernel cuts the names of processes to 15 bytes.
	# Processes that end meanwhile make grep say 2.
	running=$(grep -hxE 'systemd-network|NetworkManager' /proc/[0-9]*/comm 2>/dev/null) || [ $? -le 2 ] ||
		unclear 'cannot tell which services run here'
	case $running in *systemd-network*)
		printf '= networkd\n'
		for folder in /etc /run /usr/local/lib /usr/lib /lib; do
			for file in "$folder"/systemd/network/*.network; do
				[ -e "$file" ] || continue
				printf '= network %s\n' "$file"
				inside=''
				while read -r row || [ -n "$row" ]; do
					case $row in
					'['*) inside=$row ;;
					'#'* | ';'*) ;;
					*=*) case $inside in '[Match]' | '[Link]') printf '= %s %s\n' "$inside" "$row" ;; esac ;;
					esac
				done <"$file"
			done
		done
		;;
	esac
	case $running in *NetworkManager*)
		printf '= NetworkManager\n'
		sed -n 's/^ *unmanaged-devices *+\{0,1\}= */= unmanaged /p' /etc/NetworkManager/NetworkManager.conf \
			/etc/NetworkManager/conf.d/*.conf /run/NetworkManager/conf.d/*.conf /usr/lib/NetworkManager/conf.d/*.conf 2>/dev/null || [ $? -le 4 ] || unclear 'cannot read the configuration of NetworkManager'
		;;
	esac
}
# taken_prefixes: what the routes and addresses of this host lead to, save over devices that carry a mark of ours and by routes of ours.
taken_prefixes() {
	ours=' '
	while read -r _ name row; do
		case $row in *' alias hostnet:'*) name=${name%:} ours="$ours${name%@*} " ;; esac
	done <<-E
		$links
	E
	routes=$(hear ip -o route show table all) || unclear
	while read -r to row; do
		case $to in
		'' | broadcast | anycast | multicast) continue ;;
		local | unreachable | blackhole | prohibit | throw) to=${row%% *} ;;
		esac
		after dev "$row" -
		case "$to $ours" in
		default* | 127.* | ::1* | fe80:* | ff00:* | *" $told "*) ;;
		*) route_noted "$to" "$row" || printf '= route %s\n' "$to" ;;
		esac
	done <<-E
		$routes
	E
}
# same_sys: /sys shows the links that ip does; in a namespace that was entered without a /sys of its own it shows others.
same_sys() {
	known=' '
	while read -r index name _; do
		name=${name%:} name=${name%@*} known="$known$name " shown=''
		[ ! -e "/sys/class/net/$name/ifindex" ] || read -r shown <"/sys/class/net/$name/ifindex"
		[ "$shown:" = "$index" ] || one_sys "$name"
	done <<-E
		$links
	E
	for each in /sys/class/net/*/ifindex; do
		name=${each%/ifindex} name=${name##*/}
		case $known in *" $name "*) ;; *) [ ! -e "$each" ] || one_sys "$name" ;; esac
	done
}
# one_sys LINK: asked once more, as a link may just have come or gone.
one_sys() {
	row=$(ip -o link show dev "$1" 2>/dev/null) shown=''
	[ ! -e "/sys/class/net/$1/ifindex" ] || read -r shown <"/sys/class/net/$1/ifindex"
	[ "${row%%: *}" = "$shown" ] ||
		refuse "/sys on this host is that of another network namespace than ip works in (they differ in the link $1): let the session begin where both are the same, or give the namespace a /sys of its own with: mount -t sysfs sysfs /sys"
}
# host_facts ADDRESS: is this host fit, and what is it; nothing that our own work changes. ADDRESS is where it is reached, if that
# is an address.
host_facts() {
	for tool in ip:iproute2 bridge:iproute2 ss:iproute2 grep:grep sed:sed sha256sum:coreutils stat:coreutils flock:util-linux; do
		has_tool "${tool%:*}" "${tool#*:}"
	done
	# The address that the connection came in at, then the one it was made to: that may be a relay's, or of a NAT.
	device=''
	for at in "$hostnet_server" "${1:-}"; do
		[ -z "$device" ] || continue
		case $at in *[!0-9.:a-f]* | '') continue ;; esac
		row=$(hear ip -o addr show to "$at") || unclear
		device=${row#*: } device=${device%% *}
	done
	if [ -z "$device" ]; then
		# Of several, packets take the one with the lowest metric.
		rows=$(hear ip -4 -o route show default) || unclear
		[ -n "$rows" ] || rows=$(hear ip -6 -o route show default) || unclear
		best_way "$rows" '' ''
		after dev "$way" lo
		device=$told
	fi
	version=$(ip -V)
	links=$(hear ip -o link show) || unclear
	same_sys
	found=$(link_facts '' "$device" 2>/dev/null) ||
		refuse "this host's iproute2 is too old (it has no JSON output): version 4.18 or newer is needed; it is $version"
	read -r release </proc/sys/kernel/osrelease && read -r boot </proc/sys/kernel/random/boot_id || unclear 'this host tells no kernel release and boot id'
	space=$(hear readlink /proc/self/ns/net) || unclear
	printf '~ machine %s %s\n@host\n%s\n' "$boot" "$space" "${found#*"$nl"}"
	printf '= kernel %s\n= boot %s\n= iproute2 %s\n' "$release" "$boot" "$version"
	adopters_facts
	taken_prefixes
	for tool in iptables ip6tables nft conntrack ethtool; do
		version=''
		command -v "$tool" >/dev/null 2>&1 || continue
		[ "$tool" != iptables ] || version=$(iptables -V)
		printf '= tool %s %s\n' "$tool" "$version"
	done
}
