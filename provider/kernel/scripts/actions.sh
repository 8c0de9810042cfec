# Changes that one plain command cannot make: settings shared between owners, and rules as one transaction.
write() { printf '%s\n' "$2" >"$1"; }
# companions KEY: the settings that the kernel changes along with a global one, as they are now.
companions() {
	case $1 in
	net.ipv4.ip_forward) set -- /proc/sys/net/ipv4/conf/*/forwarding /proc/sys/net/ipv4/conf/all/accept_redirects ;;
	net.ipv6.conf.all.forwarding) set -- /proc/sys/net/ipv6/conf/*/forwarding ;;
	*) return 0 ;;
	esac
	# Not the read of the shell: dash asks for one byte at a time, and a sysctl answers only the first.
	grep -H . "$@" | while IFS=: read -r file value; do printf 'was %s %s\n' "$file" "$value"; done
}
# sysctl_hold KEY PROC_FILE VALUE MARK: set a value; remember who wants it and what was there before the first.
sysctl_hold() {
	held="/run/hostnet/sysctl/$1" owners=''
	mkdir -p /run/hostnet/sysctl && old=$(cat "$2") || return
	if [ -e "$held" ]; then
		kept=$(grep -F -e 'was ' "$held")
		owners=$(grep -F -e 'owner ' "$held" | grep -vxF -e "owner $4")
	else
		kept="was $2 $old$nl$(companions "$1")"
	fi
	printf '%s\n' "value $3" "$kept" ${owners:+"$owners"} "owner $4" >"$held.new" && mv "$held.new" "$held" || return
	[ "$old" = "$3" ] || write "$2" "$3"
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
		rm "$held"
		rmdir /run/hostnet/sysctl /run/hostnet 2>/dev/null || :
		;;
	esac
}
# rules_replace IPTABLES NAME MARK <wanted: what carries our mark becomes what is wanted, each table in one transaction.
# wanted is rows "TABLE CHAIN rule": chains that begin with NAME- are ours, the others are built-in.
rules_replace() {
	wanted=''
	while read -r row; do [ -z "$row" ] || wanted="$wanted$row$nl"; done
	now=$("$1-save") || return
	text=$(for table in raw nat filter; do rules_table "$table" "$2" "$3"; done)
	[ -n "$text" ] || return 0
	tables_note "$1"
	printf '%s\n' "$text" | "$1-restore" --noflush -w 10
	code=$?
	[ $code -eq 0 ] && [ -n "$wanted" ] || tables_tidy "$1"
	return $code
}
# rules_table TABLE NAME MARK: what turns $now into $wanted in one table, as input of iptables-restore.
rules_table() {
	drop='' old='' at='' hook=FORWARD
	while read -r row; do
		case $row in '*'*) at=${row#'*'} ;; esac
		[ "$at" = "$1" ] || continue
		case $row in
		":DOCKER-USER "*) hook=DOCKER-USER ;;
		":$2-"*) row=${row#:} old="$old ${row%% *}" ;;
		"-A $2-"*) ;;
		-A*"\"$3\""*" -j $2-"*) drop="$drop-D ${row#-A }$nl" ;;
		esac
	done <<-E
		$now
	E
	rules='' jumps='' chains=''
	while read -r table chain row; do
		[ "$table" = "$1" ] || continue
		case $chain in
		"$2-"*)
			rules="$rules-A $chain $row$nl"
			case " $chains " in *" $chain "*) ;; *) chains="$chains $chain" ;; esac
			;;
		FORWARD) jumps="$jumps-I $hook $row$nl" ;;
		*) jumps="$jumps-I $chain $row$nl" ;;
		esac
	done <<-E
		$wanted
	E
	[ -n "$drop$old$rules$jumps" ] || return 0
	printf '*%s\n' "$1"
	for chain in $chains; do printf ':%s - [0:0]\n' "$chain"; done
	printf '%s' "$drop$rules$jumps"
	for chain in $old; do
		case " $chains " in *" $chain "*) ;; *) printf -- '-F %s\n-X %s\n' "$chain" "$chain" ;; esac
	done
	printf 'COMMIT\n'
}
# tables_note IPTABLES: before our first rule, remember which tables and chains there were: iptables-nft makes missing ones.
tables_note() {
	case $1 in ip6*) family=ip6 ;; *) family=ip ;; esac
	[ ! -e "/run/hostnet/$family.tables" ] && command -v nft >/dev/null || return 0
	mkdir -p /run/hostnet && { nft list tables "$family" && nft list chains "$family"; } >"/run/hostnet/$family.tables" 2>/dev/null
}
# tables_tidy IPTABLES: after our last rule, take away the empty tables and chains that were not there before the first.
tables_tidy() {
	case $1 in ip6*) family=ip6 ;; *) family=ip ;; esac
	noted="/run/hostnet/$family.tables"
	[ -e "$noted" ] || return 0
	now=$("$1-save") || return
	case $now in *'"hostnet:'*) return 0 ;; esac
	had=' '
	while read -r word name more _; do
		case $word in
		table) at=$more had="$had$at " ;;
		chain) had="$had$at/$name " ;;
		esac
	done <"$noted"
	for table in raw nat filter; do
		for chain in PREROUTING INPUT FORWARD OUTPUT POSTROUTING; do
			case $had in *" $table/$chain "*) continue ;; esac
			# Five lines are a chain without a rule: table, chain, type and two closing braces.
			[ "$(nft list chain "$family" "$table" "$chain" 2>/dev/null | grep -c .)" -ne 5 ] ||
				nft delete chain "$family" "$table" "$chain" 2>/dev/null
		done
		case $had in *" $table "*) continue ;; esac
		[ "$(nft list table "$family" "$table" 2>/dev/null | grep -c .)" -ne 2 ] || nft delete table "$family" "$table" 2>/dev/null
	done
	rm -f "$noted"
	rmdir /run/hostnet 2>/dev/null || :
}
# conntrack_flush PROTOCOL FAMILY FIRST LAST: forget the flows to published ports, so that they follow the new rule.
conntrack_flush() {
	command -v conntrack >/dev/null 2>&1 || return 0
	port=$3
	while [ "$port" -le "$4" ]; do
		# Status 1 means that there was no such flow.
		conntrack -D -p "$1" -f "$2" --orig-port-dst "$port" >/dev/null || [ $? -eq 1 ] || return
		port=$((port + 1))
	done 2>&1
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
