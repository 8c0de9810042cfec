# Demands: questions that only the host can answer. Each refusal names the holder and the way out.
# of_mark ROW: whose the link of a row of ip is, as $mark ` of "MARK"`, if it has a mark of ours.
of_mark() {
	mark=''
	case $1 in *' alias hostnet:'*) mark=${1##* alias } mark=" of \"${mark%%[ \\]*}\"" ;; esac
}
# free_prefix NETNS LINK PREFIX: no other link's route overlaps the prefix.
free_prefix() {
	family_of "$3"
	[ -z "$1" ] || netns_there "$1" || refuse "there is no network namespace $1 on this host"
	routes=$(printf 'route show root %s\nroute show match %s\n' "$3" "$3" | hear in_netns "$1" "$family" -o -batch -) ||
		refuse
	while read -r to rest; do
		# A wider way by a gateway, or to half of everything as a VPN has it, is no other link that has this network.
		prefix_of "$to"
		[ "$long" -ge "${3#*/}" ] || case "$long $rest" in [0-7]' '* | *' via '* | *'nexthop via'*) continue ;; esac
		case "$to $rest " in
		' '* | default* | unreachable* | blackhole* | prohibit* | fe80:* | ff00:* | *" dev $2 "*) ;;
		*)
			after dev "$rest"
			of_mark "$(in_netns "$1" -o link show dev "$told" 2>/dev/null)"
			refuse "the prefix $3 overlaps the route \"$to $rest\"${1:+ in namespace $1}$mark: two links cannot both lead there; choose another prefix, remove that route, or set allowOverlap"
			;;
		esac
	done <<-E
		$routes
	E
}
# free_link NETNS LINK: no link of that name.
free_link() {
	if [ -z "$1" ]; then
		has_link "$2" || return 0
		of_mark "$(ip -o link show dev "$2" 2>/dev/null)"
		refuse "the host has a link named $2 already$mark: choose another name, or remove it with: ip link del $2"
	fi
	netns_there "$1" || refuse "there is no network namespace $1 on this host"
	links=$(hear ip -n "$1" -j link show) || refuse
	case $links in *'"ifname":"'"$2"'",'*) ;; *) return 0 ;; esac
	of_mark "$(ip -n "$1" -o link show dev "$2" 2>/dev/null)"
	refuse "namespace $1 has a link named $2 already$mark: choose another name, or remove it with: ip -n $1 link del $2"
}
# bound_at AT: what ss says a socket is bound to, as the family $of (a tool of iptables, or both), the address $to and the $device.
bound_at() {
	where=${1%:*} device=''
	case $where in *%*) device=${where##*%} where=${where%%"%"*} ;; esac
	case $where in
	# What is bound to both families; an old ss has one word for that and for IPv6 alone.
	'*' | ::) of=both to='' ;;
	'[::]') of=ip6tables to='' ;;
	0.0.0.0) of=iptables to='' ;;
	'[::ffff:'*.*) of=iptables to=${where##*:} ;;
	*:*) of=ip6tables to=${where#"["} ;;
	*) of=iptables to=$where ;;
	esac
	to=${to%"]"}
}
# free_vni VNI PORT LINK IPTABLES: no other tunnel with the same VNI and port, none that takes every VNI there, and no process.
free_vni() {
	tunnels=$(hear ip -d -o link show type vxlan) || refuse
	while read -r _ name row; do
		case "$name $row " in
		"$3: "* | "$3@"*) ;;
		*" vxlan id $1 "*" dstport $2 "*)
			name=${name%:}
			of_mark "$row"
			refuse "VNI $1 on port $2 is in use by the tunnel ${name%@*}$mark, and the kernel allows it once: choose another vni or port, or remove that tunnel with: ip link del ${name%@*}"
			;;
		*" vxlan external "*" dstport $2 "*)
			name=${name%:}
			refuse "port $2 is in use by the tunnel ${name%@*}, which takes every VNI there (external): choose another port, or remove that tunnel with: ip link del ${name%@*}"
			;;
		esac
	done <<-E
		$tunnels
	E
	listeners=$(hear ss -Hnl -u -p "( sport >= :$2 and sport <= :$2 )") || refuse
	while read -r _ _ _ at _ users; do
		# The kernel's own sockets, which tunnels share, have no process.
		[ -n "$users" ] || continue
		bound_at "$at"
		[ "$of" = both ] || [ "$of" = "$4" ] || continue
		refuse "port $2/udp is in use by a process: $at $users; stop it, or choose another port"
	done <<-E
		$listeners
	E
}
# free_port IPTABLES SS_FLAG PROTOCOL FIRST LAST ADDRESS MARK LOCALHOST_VIA: neither a process nor another mapping has the port.
free_port() {
	listeners=$(hear ss -Hnl "$2" -p "( sport >= :$4 and sport <= :$5 )") || refuse
	while read -r _ _ _ at _ users; do
		[ -n "$at" ] || continue
		bound_at "$at"
		[ "$of" = both ] || [ "$of" = "$1" ] || continue
		[ "$device" != lo ] || [ -n "$to" ] || to=127.0.0.1
		# Without localhostVia a mapping never touches the loopback's addresses.
		case $to in 127.* | ::1) [ -n "${8:-}" ] || continue ;; esac
		[ -z "$6" ] || [ -z "$to" ] || [ "$6" = "$to" ] || continue
		refuse "host port ${at##*:}/$3 is in use by a process: $at $users; stop it, or choose another hostPort${to:+, or as hostIp an address where it does not listen}"
	done <<-E
		$listeners
	E
	# All tables: asking for one makes it, where the flavour is legacy.
	saved=$(rules_saved "$1" nat) || refuse
	rows=$(printf '%s\n%s\n' "$saved" "$whole" | hear grep -e ' -j DNAT ' -e ' -j REDIRECT' -e '^-A KUBE-NODEPORTS ' -e "^$whole\$")
	is_whole "$rows" || refuse "cannot tell which ports are published already: $(heard)"
	while read -r row; do
		case $row in
		*"\"$7\""* | *"-A OUTPUT "*) continue ;;
		*" -p $3 "*' --dport'*) ;;
		*) continue ;;
		esac
		ports=${row##* --dport} ports=${ports#s} ports=${ports# } ports=${ports%% *} dest=''
		case $row in *' -d '*) dest=${row##* -d } dest=${dest%% *} dest=${dest%/*} ;; esac
		[ -z "$6" ] || [ -z "$dest" ] || [ "$6" = "$dest" ] || continue
		while [ -n "$ports" ]; do
			part=${ports%%,*} ports=${ports#"${ports%%,*}"} ports=${ports#,}
			[ "${part%:*}" -le "$5" ] 2>/dev/null && [ "${part#*:}" -ge "$4" ] 2>/dev/null || continue
			refuse "host port $part/$3 is published already by the rule \"$row\" of table nat: choose another hostPort, or remove that mapping"
		done
	done <<-E
		$rows
	E
}
# published_by_nft IPTABLES PROTOCOL FIRST LAST ADDRESS: nor does a table of nft's own lead the port elsewhere, as far as that can
# be seen: rules with dnat or redirect, and elements "PROTOCOL . PORT" of maps, which kube-proxy has.
published_by_nft() {
	command -v nft >/dev/null 2>&1 || return 0
	listed=$(hear nft list ruleset) || case $(heard) in
	# A kernel without nf_tables has none.
	*'not supported'*) return 0 ;;
	*) refuse ;;
	esac
	rows=$(printf '%s\n%s\n' "$listed" "$whole" | hear grep -e '^table ' -e "$2 dport .* dnat [ip6 ]*to " -e "$2 dport .* redirect" -e "[ ,]$2 \. [0-9]* :" -e "^$whole\$")
	is_whole "$rows" || refuse "cannot tell which ports are published already: $(heard)"
	while read -r row; do
		case $row in
		'table '*)
			inside=${row#table } inside=${inside%" {"}
			continue
			;;
		*"$2 dport "*)
			list=${row#*"$2 dport "}
			case $list in
			'{'*) list=${list#"{"} list=${list%%"}"*} ;;
			*) list=${list%% *} ;;
			esac
			;;
		*) list=$row ;;
		esac
		case "$1 $inside" in
		# What iptables shows was looked at; the other family is not in the way.
		'iptables ip nat' | 'ip6tables ip6 nat' | 'iptables ip6 '* | 'ip6tables ip '*) continue ;;
		esac
		case $5,$row in
		,* | *" daddr $5 "*) ;;
		*' daddr '*) continue ;;
		esac
		while [ -n "$list" ]; do
			part=${list%%,*} list=${list#"${list%%,*}"} list=${list#,}
			case $part in *"$2 . "*) part=${part##*"$2 . "} part=${part%% :*} ;; esac
			part=${part# } part=${part% }
			[ "${part%-*}" -le "$4" ] 2>/dev/null && [ "${part#*-}" -ge "$3" ] 2>/dev/null || continue
			refuse "host port $part/$2 is published already in the table $inside of nft: \"$row\": choose another hostPort, or remove that"
		done
	done <<-E
		$rows
	E
}
# idle_netns NETNS: no process lives in it.
idle_netns() {
	pids=$(hear ip netns pids "$1") || refuse
	[ -n "$pids" ] || return 0
	who=''
	for pid in $pids; do
		read -r name <"/proc/$pid/comm" && who="$who, $pid ($name)"
	done
	refuse "processes live in namespace $1: ${who#, }; stop them, or set killProcesses"
}
# of_stack MARK STACK STATE: whether a mark begins as those of this stack do, and where both say which, is of this state.
of_stack() {
	case $1 in
	"$2"*@state:*) case $1 in *"$3") ;; *) return 1 ;; esac ;;
	"$2"*) ;;
	*) return 1 ;;
	esac
}
# stack_in MARK: project/stack.
stack_in() {
	rest=${1#hostnet:}
	name=${rest#*/}
	printf '%s/%s' "${rest%%/*}" "${name%%/*}"
}
# foreign_port NETNS BRIDGE STACK STATE: a port of the bridge that is not of this stack, as $port, and its $mark, or none.
foreign_port() {
	ports=$(hear in_netns "$1" -o link show master "$2") || refuse
	while read -r _ port row; do
		[ -n "$port" ] || continue
		port=${port%:} port=${port%@*} mark=''
		case $row in *' alias hostnet:'*) mark=hostnet:${row##* alias hostnet:} mark=${mark%% *} ;; esac
		of_stack "$mark" "$3" "$4" || return 0
	done <<-E
		$ports
	E
	return 1
}
# marked_port NETNS WHICH: the $port of the bridge WHICH, which is not of this stack, has a $mark.
marked_port() {
	[ -n "$mark" ] || refuse "$2 has the port $port, which is not ours: detach it first with: ip ${1:+-n $1 }link set $port nomaster"
}
# own_ports NETNS BRIDGE STACK STATE: no port of others hangs on a bridge.
own_ports() {
	foreign_port "$@" || return 0
	marked_port "$1" "bridge $2"
	refuse "bridge $2 has the port $port, which belongs to ${mark#hostnet:}: destroy the stack $(stack_in "$mark") first, or take it out of that program"
}
has_tool() { command -v "$1" >/dev/null 2>&1 || refuse "this host has no $1: install it (Debian and Ubuntu: apt install $2; Fedora: dnf install $2)"; }
# can_checksum: an old kernel cannot be left alone, and only ethtool can tell it.
can_checksum() {
	! old_kernel || command -v ethtool >/dev/null 2>&1 ||
		refuse "this host's kernel ($release) is older than 5.7 and sends wrong checksums from a VXLAN tunnel where NAT meets it; switching its checksum offload off needs ethtool: install it (Debian and Ubuntu: apt install ethtool; Fedora: dnf install ethtool)"
}
