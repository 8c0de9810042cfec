# Rules of iptables and ip6tables. The chains of a resource are called NAME-WORD; with the jumps to them they are all
# that it has. A word holds no dash, so that "web" and "web-2" are two. These run as undo too, in the shell of operation.sh:
# its variables (step, at, status, code, said, seen, why, failed) are not to be set here.
# rules_facts IPTABLES NAME: the chains, their rules and the jumps to them; before them, where jumps from FORWARD belong.
rules_facts() {
	has_tool "$1-save" iptables
	saved=$(hear "$1-save") || unclear
	# Where Docker is, its own chain for others comes first, and it keeps what is in there.
	case "$nl$saved" in *"$nl:DOCKER-USER "*) printf '~ hook DOCKER-USER\n' ;; *) printf '~ hook FORWARD\n' ;; esac
	found=$(
		rules_pick "$2" <<-E
			$saved
		E
	)
	[ -z "$found" ] || printf '@rules %s\n%s\n' "$2" "$found"
}
# rules_pick NAME <saved: of what iptables-save printed, our chains, the rows in them and the jumps to them, behind their
# tables.
rules_pick() {
	own=$1 dotted=''
	# A dot is all that a name may hold and that means something else to sed.
	while :; do
		case $own in *.*) dotted="$dotted${own%%.*}[.]" own=${own#*.} ;; *) break ;; esac
	done
	own="$dotted$own-[^- ][^- ]*"
	sed -n -e '/^[*]/h' -e "/^:$own /b own" -e "/^-A $own /b own" -e "/^-A .* -j $own\$/b own" -e d \
		-e ': own' -e x -e '/^[*]/p' -e 's/.*//' -e x -e p
}
# rules_replace IPTABLES NAME <wanted: what is ours becomes what is wanted, each table in one transaction. wanted is input
# of iptables-restore: chains that begin with NAME- are ours, the others are built-in.
rules_replace() {
	# The look that the operation began with still holds for the first change, and under our lock.
	now=$looked looked=''
	case "$nl$now" in *"$nl~ hook "*) ;; *) now=$(rules_facts "$1" "$2") || return ;; esac
	hook=${now#*'~ hook '} hook=${hook%%"$nl"*}
	tables_note "$1"
	case $hook,$now in
	*"@rules $2$nl"* | DOCKER-USER,*) rules_turn "$2" | "$1-restore" --noflush -w 10 ;;
	# Nothing of ours is there.
	*) "$1-restore" --noflush -w 10 ;;
	esac
}
# rules_turn NAME <wanted: what turns $now into wanted, as input of iptables-restore.
rules_turn() {
	case $now in *"@rules $1$nl"*) now=${now#*"@rules $1$nl"} ;; *) now='' ;; esac
	wanted=$(cat)
	for table in raw mangle nat filter; do rules_table "$table" "$1"; done
}
# rules_table TABLE NAME: the same of one table.
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
	rules='' jumps='' chains='' inside=''
	while read -r row; do
		case $row in '*'*) inside=${row#'*'} ;; esac
		[ "$inside" = "$1" ] || continue
		case $row in
		:*) row=${row#:} chains="$chains ${row%% *}" ;;
		-A*) rules="$rules$row$nl" ;;
		# Docker's chain is one of the filter table; what is dropped in mangle never comes there.
		'-I FORWARD '*)
			[ "$1" != filter ] || row="-I $hook ${row#-I FORWARD }"
			jumps="$jumps$row$nl"
			;;
		-I*) jumps="$jumps$row$nl" ;;
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
		flows=$(conntrack -L -p "$1" -f "$2") || return
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
