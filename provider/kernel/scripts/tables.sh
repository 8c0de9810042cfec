# iptables-nft makes the tables and chains that are missing, and leaves them: they are to go with our last rule.
# tables_note IPTABLES: before our first rule, remember which tables and chains there were.
tables_note() {
	case $1 in ip6*) family=ip6 ;; *) family=ip ;; esac
	[ ! -e "/run/hostnet/$family.tables" ] && command -v nft >/dev/null || return 0
	case $("$1" -V) in *nf_tables*) ;; *) return 0 ;; esac
	mkdir -p /run/hostnet && { nft list tables "$family" && nft list chains "$family"; } >"/run/hostnet/$family.tables" 2>/dev/null
}
# tables_tidy IPTABLES: where no rule of ours is left in a table, take away what is empty and was not there before.
tables_tidy() {
	case $1 in ip6*) family=ip6 ;; *) family=ip ;; esac
	noted="/run/hostnet/$family.tables"
	[ -e "$noted" ] || return 0
	now=$("$1-save") || return
	used=' ' had=' ' inside=''
	while read -r row; do
		case $row in
		'*'*) inside=${row#'*'} ;;
		-A*) used="$used$inside " ;;
		esac
	done <<-E
		$(printf '%s\n' "$now" | grep -e '^\*' -e '"hostnet:')
	E
	while read -r word name more _; do
		case $word in
		table) inside=$more had="$had$inside " ;;
		chain) had="$had$inside/$name " ;;
		esac
	done <"$noted"
	for table in raw mangle nat filter; do
		case $used in *" $table "*) continue ;; esac
		for chain in $(nft list table "$family" "$table" 2>/dev/null | chains_empty); do
			case $had in *" $table/$chain "*) continue ;; esac
			nft delete chain "$family" "$table" "$chain" 2>/dev/null
		done
		case $had in *" $table "*) continue ;; esac
		[ "$(nft list table "$family" "$table" 2>/dev/null | grep -vc '^#')" -ne 2 ] || nft delete table "$family" "$table" 2>/dev/null
	done
	[ "$used" = ' ' ] || return 0
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
