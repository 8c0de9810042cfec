# iptables-nft makes the tables and chains that are missing, and leaves them: they are to go with our last rule.
# tables_note IPTABLES FLAVOUR: before our first rule of a flavour, remember that there are some, and for nft which tables and
# chains there were; "unknown" where nothing tells.
tables_note() {
	rules_family "$1"
	case $2 in nft) noted=$family.tables ;; *) noted=$family.legacy ;; esac
	[ ! -e "$notes/$noted" ] || return 0
	had=unknown
	[ "$2" = legacy ] || ! command -v nft >/dev/null || had=$(nft "list tables $family${nl}list chains $family") || return
	note_write "$noted" "$had"
}
# tables_tidy IPTABLES: where no rule of ours is left in a table, take away what is empty and was not there before. Whoever
# cannot tell leaves everything alone: others may have put their rules there.
tables_tidy() {
	rules_family "$1"
	noted="$notes/$family.legacy"
	if [ -e "$noted" ] && of_flavour "$1" legacy; then
		# A table of iptables-legacy stays as long as its module.
		now=$("$tool-save") || return
		case $now in *'"hostnet:'*) ;; *) note_drop "$family.legacy" || return ;; esac
	fi
	noted="$notes/$family.tables"
	[ -e "$noted" ] && of_flavour "$1" nft || return 0
	own=$tool
	now=$(hear "$own-save") || return
	warned="$now$nl$(heard)" hidden=' '
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
		unknown) had=unknown && break ;;
		table) inside=$more had="$had$inside " ;;
		chain) had="$had$inside/$name " ;;
		esac
	done <"$noted" || return
	for table in raw mangle nat filter; do
		# What cannot be read may hold rules of ours, if there is more than was there before.
		case $warned in *"able \`$table' is incompatible"*)
			hidden="$hidden$table "
			! table_grown "$family" "$table" || used="$used$table "
			;;
		esac
		[ "$had" != unknown ] || continue
		case "$used$hidden" in *" $table "*) continue ;; esac
		chains=$(nft list table "$family" "$table" 2>/dev/null | chains_empty) || continue
		for chain in $chains; do
			case $had in *" $table/$chain "*) ;; *) chain_drop "$own" "$table" "$chain" ;; esac
		done
		case $had in *" $table "*) continue ;; esac
		! table_bare "$family" "$table" || nft delete table "$family" "$table" 2>/dev/null
	done
	[ "$used" != ' ' ] || note_drop "$family.tables"
}
# table_grown FAMILY TABLE: it has a chain that was not there before our first rule.
table_grown() {
	grown=$(nft list table "$1" "$2" 2>/dev/null) || return 0
	while read -r word name _; do
		[ "$word" != chain ] || case $had in *" $2/$name "* | unknown) ;; *) return 0 ;; esac
	done <<-E
		$grown
	E
	return 1
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
tidies="$tidies tables_left"
tables_left() {
	for family in ip ip6; do
		[ ! -e "$notes/$family.tables" ] && [ ! -e "$notes/$family.legacy" ] || tables_tidy "${family}tables" >/dev/null 2>&1 || :
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
