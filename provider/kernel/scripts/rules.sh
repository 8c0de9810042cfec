# Rules of iptables and ip6tables. The chains of a resource are called NAME-WORD; with the jumps to them they are all
# that it has. A word holds no dash, so that "web" and "web-2" are two.
# rules_facts IPTABLES NAME [TABLE...]: the chains, their rules and the jumps to them, in these tables or in all; behind a line
# "= flavour FLAVOUR" those in the tables of the other flavour. Before them, where jumps from FORWARD belong, and the flavour.
rules_facts() {
	has_tool "$1-save" iptables
	tool=$1 name=$2
	shift 2
	saved=$(rules_saved "$tool" "$@") || exit
	rules_flavour "$tool" "$saved"
	# Where Docker is, its own chain for others comes first, and it keeps what is in there.
	case "$nl$saved" in *"$nl:DOCKER-USER "*) hook=DOCKER-USER ;; *) hook=FORWARD ;; esac
	printf '~ hook %s %s\n' "$hook" "$flavour"
	found=$(rules_found "$tool" "$name" "$saved") || exit
	rules_elsewhere "$tool"
	if [ -n "$other" ]; then
		saved=$(rules_saved "$other" "$@") && more=$(rules_found "$other" "$name" "$saved") || exit
		[ -z "$more" ] || found="$found${found:+$nl}= flavour ${other##*-}$nl$more"
	fi
	[ -z "$found" ] || printf '@rules %s\n%s\n' "$name" "$found"
}
# rules_found IPTABLES NAME SAVED: what is ours of it.
rules_found() {
	found=$(
		rules_pick "$2" <<-E
			$3
			$whole
		E
	)
	is_whole "$found" || unclear "the rules of $2 could not be picked out of what $1-save prints: $(heard)"
	printf '%s\n' "${found%"$whole"}"
}
# What ends a text on its way through other tools: where it does not come out, neither may have what was before it.
whole='# whole'
is_whole() { case "$nl$1" in *"$nl$whole") ;; *) return 1 ;; esac }
# rules_saved IPTABLES [TABLE...]: all its rules, proven for these tables, or for all. A table with something in it that only nft
# can say is left out by iptables-save, which ends with 0 all the same: rules of ours may be in there.
rules_saved() {
	tool=$1
	shift
	[ $# -gt 0 ] || set -- raw mangle nat filter
	saved=$(hear "$tool-save") || unclear
	warned="$saved$nl$(heard)"
	for table in "$@"; do
		case $warned in *[Tt]"able \`$table' is incompatible"*) unclear "$(rules_hidden "$tool" "$table")" ;; esac
	done
	printf '%s\n' "$saved"
}
# rules_hidden IPTABLES TABLE: what is in the way of iptables, as far as nft lets us guess.
rules_hidden() {
	rules_family "$1"
	row=$(nft list table "$family" "$2" | grep -m 1 -e ' vmap ' -e ' map ' -e '@' -e '{ .* }' -e '^	\(set\|map\|flowtable\) ')
	printf 'cannot tell which rules are in table %s: %s cannot read it, because of what nft put there%s. Rules of nft belong in a table of their own (nft add table %s NAME); what is there shows: nft -a list table %s %s' \
		"$2" "$1" "${row:+, perhaps \"${row#"${row%%[!	 ]*}"}\"}" "$family" "$family" "$2"
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
	hear sed -n -e "/^$whole\$/p" -e '/^[*]/h' -e "/^:$own /b own" -e "/^-A $own /b own" -e "/^-A .* -j $own\$/b own" -e d \
		-e ': own' -e x -e '/^[*]/p' -e 's/.*//' -e x -e p
}
# rules_replace IPTABLES NAME [TABLE...] <wanted: what is ours becomes what is wanted, each table in one transaction. wanted is
# input of iptables-restore: chains that begin with NAME- are ours, the others are built-in.
rules_replace() {
	# The look that the operation began with still holds for the first change, and under our lock; it is one with the host's own tool.
	now=$looked looked=''
	case $1 in *-nft | *-legacy) now='' ;; esac
	case "$nl$now" in *"$nl~ hook "*) ;; *) now=$(rules_facts "$@") || return ;; esac
	hook=${now#*'~ hook '} hook=${hook%%"$nl"*}
	flavour=${hook#* } hook=${hook% *}
	tables_note "$1" "$flavour" || return
	case $hook,$now in
	*"@rules $2$nl"* | DOCKER-USER,*)
		turn=$(rules_turn "$2") || return
		"$1-restore" --noflush -w "$(seconds_left)" <<-E
			$turn
		E
		;;
	# Nothing of ours is there.
	*) "$1-restore" --noflush -w "$(seconds_left)" ;;
	esac
}
# rules_turn NAME <wanted: what turns $now into wanted, as input of iptables-restore.
rules_turn() {
	case $now in
	*"@rules $1$nl"*)
		now=${now#*"@rules $1"}
		# What is in the tables of the other flavour is another tool's.
		now=${now%%"$nl= flavour "*}
		;;
	*) now='' ;;
	esac
	wanted=$(cat) || return
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
		ports=$(printf '%s\n%s\n' "$flows" "$whole" | sed -n -e "/^$whole\$/p" -e '/ dport=/{s/ dport=\([0-9]*\).*/ \1/;s/.* //p;}')
		is_whole "$ports" || return
		ports=${ports%"$whole"}
	fi
	for port in $ports; do
		[ "$port" -ge "$3" ] && [ "$port" -le "$4" ] || continue
		hear conntrack -D -p "$1" -f "$2" --orig-port-dst "$port" >/dev/null || {
			ended=$?
			# Status 1 where there was no such flow, and where it may not look.
			case $(heard) in *'0 flow entries have been deleted'*) ;; *) return $ended ;; esac
		}
	done
}
