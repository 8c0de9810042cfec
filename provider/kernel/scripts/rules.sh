# Rules of iptables and ip6tables. The chains of a resource are called NAME-WORD; with the jumps to them they are all
# that it has. A word holds no dash, so that "web" and "web-2" are two. These run as undo too, in the shell of operation.sh:
# its variables (step, at, status, code, said, seen, why, failed) are not to be set here.
# rules_facts IPTABLES NAME: the chains, their rules and the jumps to them; before them, where jumps from FORWARD belong.
rules_facts() {
	has_tool "$1-save" iptables
	saved=$("$1-save" 2>&1) || unclear "$saved"
	# Where Docker is, its own chain for others comes first, and it keeps what is in there.
	case "$nl$saved" in *"$nl:DOCKER-USER "*) printf '~ hook DOCKER-USER\n' ;; *) printf '~ hook FORWARD\n' ;; esac
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
	wanted=''
	while read -r row; do [ -z "$row" ] || wanted="$wanted$row$nl"; done
	# The look that the operation began with still holds for the first change, and under our lock.
	now=$looked looked=''
	case "$nl$now" in *"$nl~ hook "*) ;; *) now=$(rules_facts "$1" "$2") || return ;; esac
	hook=${now#*'~ hook '} hook=${hook%%"$nl"*}
	now=${now#*"@rules $2$nl"}
	text=$(for table in raw mangle nat filter; do rules_table "$table" "$2"; done)
	[ -n "$text" ] || return 0
	tables_note "$1"
	printf '%s\n' "$text" | "$1-restore" --noflush -w 10
	ended=$?
	[ $ended -eq 0 ] && [ -n "$wanted" ] || tables_tidy "$1"
	return $ended
}
# rules_table TABLE NAME: what turns $now into $wanted in one table, as input of iptables-restore.
rules_table() {
	drop='' old='' inside=''
	while read -r row; do
		case $row in '*'*) inside=${row#'*'} ;; esac
		[ "$inside" = "$1" ] || continue
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
		FORWARD) if [ "$1" = filter ]; then jumps="$jumps-I $hook $row$nl"; else jumps="$jumps-I FORWARD $row$nl"; fi ;;
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
# conntrack_flush PROTOCOL FAMILY FIRST LAST: forget the flows to published ports, so that they follow the new rule.
conntrack_flush() {
	command -v conntrack >/dev/null 2>&1 || return 0
	ports=$3
	if [ "$3" -ne "$4" ]; then
		# Of many ports only those that have flows: asking for each would take minutes.
		flows=$(conntrack -L -p "$1" -f "$2" 2>&1) || {
			ended=$?
			printf '%s\n' "$flows"
			return $ended
		}
		ports=$(printf '%s\n' "$flows" | sed -n '/ dport=/{s/ dport=\([0-9]*\).*/ \1/;s/.* //p;}' | sort -u)
	fi
	for port in $ports; do
		[ "$port" -ge "$3" ] && [ "$port" -le "$4" ] || continue
		conntrack -D -p "$1" -f "$2" --orig-port-dst "$port" >/dev/null || {
			ended=$?
			# Status 1 means that there was no such flow.
			[ $ended -eq 1 ] || return $ended
		}
	done
}
