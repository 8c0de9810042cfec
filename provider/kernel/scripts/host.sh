# What a host is: facts of it that our own work does not change, and who else may want our links.
# adopters_facts: which services run that may take links for their own, and what they are told of that.
adopters_facts() {
	# The kernel cuts the names of processes to 15 bytes.
	running=$(grep -hxE 'systemd-network|NetworkManager' /proc/[0-9]*/comm 2>/dev/null)
	case $running in *systemd-network*)
		printf '= networkd\n'
		for file in /etc /run /usr/local/lib /usr/lib /lib; do
			for file in "$file"/systemd/network/*.network; do
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
			/etc/NetworkManager/conf.d/*.conf /run/NetworkManager/conf.d/*.conf /usr/lib/NetworkManager/conf.d/*.conf 2>/dev/null
		;;
	esac
}
# taken_prefixes: what the routes and addresses of this host lead to, save over devices that carry a mark of ours and by routes of ours.
taken_prefixes() {
	ours=' '
	while read -r _ name row; do
		case $row in *' alias hostnet:'*) name=${name%:} ours="$ours${name%@*} " ;; esac
	done <<-E
		$(ip -o link show)
	E
	ip -o route show table all | while read -r to row; do
		case $to in
		broadcast | anycast | multicast) continue ;;
		local | unreachable | blackhole | prohibit | throw) to=${row%% *} ;;
		esac
		device=-
		case " $row" in *' dev '*) device=${row#*dev } device=${device%% *} ;; esac
		case "$to $ours" in
		default* | 127.* | ::1* | fe80:* | ff00:* | *" $device "*) ;;
		*) route_noted "$to" "$row" || printf '= route %s\n' "$to" ;;
		esac
	done
}
# host_facts ADDRESS: is this host fit, and what is it; nothing that our own work changes.
host_facts() {
	for tool in ip:iproute2 bridge:iproute2 ss:iproute2 grep:grep sed:sed sha256sum:coreutils flock:util-linux; do
		has_tool "${tool%:*}" "${tool#*:}"
	done
	# The address that the connection came in at, then the one it was made to: that may be a relay's, or of a NAT.
	set -- "${1:-}" ${SSH_CONNECTION:-}
	device=''
	for at in "${4:-}" "$1"; do
		[ -z "$device" ] || continue
		case $at in *[!0-9.:a-f]* | '') continue ;; esac
		row=$(ip -o addr show to "$at" 2>/dev/null)
		device=${row#*: } device=${device%% *}
	done
	if [ -z "$device" ]; then
		row=$(ip -o route show default) device=lo
		[ -z "$row" ] || device=${row##* dev } device=${device%% *}
	fi
	version=$(ip -V)
	found=$(link_facts '' "$device" 2>/dev/null) ||
		refuse "this host's iproute2 is too old (it has no JSON output): version 4.18 or newer is needed; it is $version"
	printf '@host\n%s\n' "${found#*"$nl"}"
	printf '= kernel %s\n= boot %s\n= iproute2 %s\n' $(cat /proc/sys/kernel/osrelease /proc/sys/kernel/random/boot_id) "$version"
	adopters_facts
	taken_prefixes
	for tool in iptables ip6tables nft conntrack ethtool; do
		version=''
		command -v "$tool" >/dev/null 2>&1 || continue
		[ "$tool" != iptables ] || version=$(iptables -V)
		printf '= tool %s %s\n' "$tool" "$version"
	done
}
