# Settings of the host, shared between owners. Who holds one, and what was there before the first of them, stands in
# /run/hostnet/sysctl/KEY, in rows "value VALUE", "was FILE VALUE" for each file that changes along, and "owner MARK".
# sysctl_note KEY MARK: what the note of a setting says, as $holds its value, $kept what was before, $mine whether MARK is
# among its owners, and $others the rest of them. Without a note it returns 1.
sysctl_note() {
	holds='' kept='' mine='' others=''
	[ -e "$notes/sysctl/$1" ] || return
	while read -r word rest; do
		case $word in
		value) holds=$rest ;;
		was) kept="$kept${kept:+$nl}was $rest" ;;
		owner) [ "$rest" = "$2" ] && mine=yes || others="$others${others:+$nl}owner $rest" ;;
		esac
	done <"$notes/sysctl/$1" || unclear "the note $notes/sysctl/$1 cannot be read"
}
# sysctl_facts KEY PROC_FILE MARK: a setting that we hold, and its value; an empty one where its device is gone.
sysctl_facts() {
	sysctl_note "$1" "$3" && [ -n "$mine" ] || return 0
	value=''
	if [ -e "$2" ]; then
		is_setting "$2" || unclear "$2 is not a file of /proc/sys/net"
		value=$(hear cat "$2") || unclear
	fi
	printf '@sysctl %s\n= %s\n' "$1" "$value"
}
# is_setting PROC_FILE [FOLDER]: whether this is really a file of /proc/sys/net, whatever leads there.
is_setting() {
	folder=${2:-/proc/sys/net}
	[ ! -L "$1" ] && [ -f "$1" ] && real=$(cd -P "${1%/*}" && pwd -P) || return
	case $real/ in "$folder/"*) ;; *) return 1 ;; esac
}
# free_sysctl KEY PROC_FILE VALUE MARK: there is such a setting, and nobody else holds another value.
free_sysctl() {
	[ -e "$2" ] || refuse "this host has no sysctl $1 ($2 is not there): make its device or load its kernel module first, or choose another key"
	is_setting "$2" || refuse "$2 is not a setting of this host: choose a key that leads to a file of /proc/sys/net"
	sysctl_note "$1" "$4" && [ -n "$others" ] && [ "$holds" != "$3" ] || return 0
	other=${others%%"$nl"*}
	refuse "${other#owner } holds $1 at $holds: two owners cannot want different values"
}
# companions KEY: the settings that the kernel changes along with a global one, as $along.
companions() {
	along=''
	case $1 in
	net.ipv4.ip_forward | net.ipv4.conf.all.forwarding) along='/proc/sys/net/ipv4/conf/*/forwarding /proc/sys/net/ipv4/conf/all/accept_redirects' ;;
	net.ipv6.conf.all.forwarding | net.ipv6.conf.all.disable_ipv6) along="/proc/sys/net/ipv6/conf/*/${1##*.}" ;;
	esac
}
# sysctl_hold KEY PROC_FILE VALUE MARK: set a value; remember who wants it and what was there before the first.
sysctl_hold() {
	noted=yes
	sysctl_note "$1" "$4" || noted=''
	had="value $holds$nl$kept${others:+$nl$others}${mine:+${nl}owner $4}"
	# Whoever holds it without a word of what was before is not asked to make something up.
	if [ -n "$kept$others$mine" ]; then
		old=$(cat "$2") || return
	else
		companions "$1"
		# Not the read of the shell: dash asks for one byte at a time, and a sysctl answers only the first.
		# shellcheck disable=SC2086
		found=$(grep -H '' "$2" $along) || return
		old=''
		while IFS=: read -r file value; do
			[ "$file" != "$2" ] || [ -n "$old" ] || old=$value
			kept="$kept${kept:+$nl}was $file $value"
		done <<-E || return
			$found
		E
		[ -n "$old" ] || return
	fi
	note_write "sysctl/$1" "value $3$nl$kept${others:+$nl$others}${nl}owner $4" || return
	[ "$old" = "$3" ] || write "$2" "$3" 2>/dev/null || {
		# What the note said before is shorter, or nothing: a full folder has room for it.
		if [ -n "$noted" ]; then note_write "sysctl/$1" "$had"; else note_drop "sysctl/$1"; fi
		printf 'the kernel does not take the value %s\n' "$3" >&2
		return 1
	}
}
# sysctl_release KEY MARK: forget an owner; the last one to leave restores what was there.
sysctl_release() {
	sysctl_note "$1" "$2" || return 0
	if [ -n "$others" ]; then
		[ -z "$mine" ] || note_write "sysctl/$1" "value $holds$nl$kept$nl$others"
		return
	fi
	[ -n "$kept" ] || {
		printf 'the note %s does not say what %s was before: set it by hand to what it should be, and remove that file\n' "$notes/sysctl/$1" "$1" >&2
		return 1
	}
	while read -r _ file old; do
		[ -e "$file" ] || continue
		is_setting "$file" && write "$file" "$old" || return
	done <<-E || return
		$kept
	E
	note_drop "sysctl/$1"
}
# sysctl_leave ENDING MARK KEPT: release what the owner holds of the settings whose keys end so, save one.
sysctl_leave() {
	for each in "$notes"/sysctl/*."$1"; do
		each=${each##*/}
		[ "$each" != "$3" ] || continue
		! sysctl_note "$each" "$2" || [ -z "$mine" ] || sysctl_release "$each" "$2" || return
	done
}
