# iptables-nft makes the tables and chains that are missing, and leaves them: they are to go with our last rule.
# tables_note IPTABLES: before our first rule, remember which tables and chains there were.
tables_note() {
	case $1 in ip6*) family=ip6 ;; *) family=ip ;; esac
	[ ! -e "/run/hostnet/$family.tables" ] && command -v nft >/dev/null || return 0
	case $("$1" -V) in *nf_tables*) ;; *) return 0 ;; esac
	noted=$(
		nft -f - <<-E
			list tables $family
			list chains $family
		E
	) || return
	note_write "$family.tables" "$noted"
}
# tables_tidy IPTABLES: where no rule of ours is left in a table, take away what is empty and was not there before. Whoever
# cannot tell leaves everything alone: others may have put their rules there.
tables_tidy() {
	case $1 in ip6*) family=ip6 ;; *) family=ip ;; esac
	noted="/run/hostnet/$family.tables"
	[ -e "$noted" ] || return 0
	now=$(rules_saved "$1") || return
	marked=$(printf '%s\n%s\n' "$now" "$whole" | hear grep -e '^\*' -e '"hostnet:' -e "^$whole\$")
	is_whole "$marked" || return
	used=' ' had=' ' inside=''
	while read -r row; do
		case $row in
		'*'*) inside=${row#'*'} ;;
		-A*) used="$used$inside " ;;
		esac
	done <<-E
		$marked
	E
	while read -r word name more _; do
		case $word in
		table) inside=$more had="$had$inside " ;;
		chain) had="$had$inside/$name " ;;
		esac
	done <"$noted" || return
	for table in raw mangle nat filter; do
		case $used in *" $table "*) continue ;; esac
		chains=$(nft list table "$family" "$table" 2>/dev/null | chains_empty) || continue
		for chain in $chains; do
			case $had in *" $table/$chain "*) ;; *) chain_drop "$1" "$table" "$chain" ;; esac
		done
		case $had in *" $table "*) continue ;; esac
		! table_bare "$family" "$table" || nft delete table "$family" "$table" 2>/dev/null
	done
	[ "$used" = ' ' ] || return 0
	note_drop "$family.tables"
}
# chain_drop IPTABLES TABLE CHAIN: a base chain that was empty when it was looked at. "nft delete chain" takes rules along that
# came since; -X does not, but before iptables 1.8.8 it knows no chain of the kernel's.
chain_drop() {
	hear "$1" -w 5 -t "$2" -X "$3" >/dev/null && return
	case $(heard) in *busy*) return ;; esac
	[ "$(nft list chain "$family" "$2" "$3" 2>/dev/null | chains_empty)" != "$3" ] || nft delete chain "$family" "$2" "$3" 2>/dev/null
}
# table_bare FAMILY TABLE: nothing at all is in it.
table_bare() {
	bare=$(nft list table "$1" "$2" 2>/dev/null) || return
	while read -r row; do
		case $row in '' | '#'* | "table $1 $2 {"* | '}') ;; *) return 1 ;; esac
	done <<-E
		$bare
	E
}
# tables_left: tidies up where our last rule went without that.
tables_left() {
	for family in ip ip6; do
		[ ! -e "/run/hostnet/$family.tables" ] || tables_tidy "${family}tables" >/dev/null 2>&1 || :
	done
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
