# Rules of iptables and ip6tables. The chains of a resource are called NAME-WORD; with the jumps to them they are all
# that it has. A word holds no dash, so that "web" and "web-2" are two.
# rules_facts IPTABLES NAME: the chains, their rules and the jumps to them.
rules_facts() {
	has_tool "$1-save" iptables
	saved=$("$1-save" 2>&1) || unclear "$saved"
	found=$(printf '%s\n' "$saved" | rules_pick "$2")
	[ -z "$found" ] || printf '@rules %s\n%s\n' "$2" "$found"
}
# rules_pick NAME: of what iptables-save printed, our chains, the rows in them and the jumps to them, behind their tables.
rules_pick() {
	table=''
	grep -F -e '*' -e ":$1-" -e " $1-" | while read -r row; do
		case $row in
		'*'*)
			table=$row
			continue
			;;
		:*) chain=${row#:} chain=${chain%% *} ;;
		"-A $1-"*) chain=${row#-A } chain=${chain%% *} ;;
		-A*) chain=${row##* -j } ;;
		*) continue ;;
		esac
		case $chain in
		"$1"-*-* | *' '*) continue ;;
		"$1"-?*) ;;
		*) continue ;;
		esac
		[ -z "$table" ] || printf '%s\n' "$table"
		table=''
		printf '%s\n' "$row"
	done
}
# rules_replace IPTABLES NAME MARK <wanted: what is ours becomes what is wanted, each table in one transaction.
# wanted is rows "TABLE CHAIN rule": chains that begin with NAME- are ours, the others are built-in.
rules_replace() {
	wanted='' hook=FORWARD
	while read -r row; do [ -z "$row" ] || wanted="$wanted$row$nl"; done
	now=$("$1-save") || return
	# Where Docker is, its own chain for others comes first, and it keeps what is in there.
	case "$nl$now" in *"$nl:DOCKER-USER "*) hook=DOCKER-USER ;; esac
	now=$(printf '%s\n' "$now" | rules_pick "$2")
	text=$(for table in raw nat filter; do rules_table "$table" "$2"; done)
	[ -n "$text" ] || return 0
	tables_note "$1"
	printf '%s\n' "$text" | "$1-restore" --noflush -w 10
	code=$?
	[ $code -eq 0 ] && [ -n "$wanted" ] || tables_tidy "$1"
	return $code
}
# rules_table TABLE NAME: what turns $now into $wanted in one table, as input of iptables-restore.
rules_table() {
	drop='' old='' at=''
	while read -r row; do
		case $row in '*'*) at=${row#'*'} ;; esac
		[ "$at" = "$1" ] || continue
		case $row in
		:*) row=${row#:} old="$old ${row%% *}" ;;
		"-A $2-"*) ;;
		# Whoever made the jump: our chain cannot go while it is there.
		-A*) drop="$drop-D ${row#-A }$nl" ;;
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
	case $("$1" -V) in *nf_tables*) ;; *) return 0 ;; esac
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
		for chain in $(nft list table "$family" "$table" 2>/dev/null | chains_empty); do
			case $had in *" $table/$chain "*) continue ;; esac
			nft delete chain "$family" "$table" "$chain" 2>/dev/null
		done
		case $had in *" $table "*) continue ;; esac
		[ "$(nft list table "$family" "$table" 2>/dev/null | grep -vc '^#')" -ne 2 ] || nft delete table "$family" "$table" 2>/dev/null
	done
	rm -f "$noted"
	rmdir /run/hostnet 2>/dev/null || :
}
# chains_empty: of a table as nft lists it, the base chains without a rule; one with a policy does something.
chains_empty() {
	base=''
	while read -r word rest; do
		case "$word $rest" in
		'chain '*) chain=${rest% *} base='' ;;
		'type '*' policy accept;') base=yes ;;
		'} ') [ -z "$base" ] || printf '%s\n' "$chain" && base='' ;;
		'#'*) ;;
		*) base='' ;;
		esac
	done
}
# conntrack_flush PROTOCOL FAMILY FIRST LAST: forget the flows to published ports, so that they follow the new rule.
conntrack_flush() {
	command -v conntrack >/dev/null 2>&1 || return 0
	ports=$3
	# Of many ports only those that have flows: asking for each would take minutes.
	[ "$3" -eq "$4" ] || ports=$(conntrack -L -p "$1" -f "$2" 2>/dev/null | sed 's/ dport=\([0-9]*\).*/ \1/; s/.* //' | sort -u)
	for port in $ports; do
		[ "$port" -ge "$3" ] && [ "$port" -le "$4" ] || continue
		# Status 1 means that there was no such flow.
		conntrack -D -p "$1" -f "$2" --orig-port-dst "$port" >/dev/null || [ $? -eq 1 ] || return
	done
}
