# Files of the name service of a namespace: ip-netns(8) mounts them over those in /etc for what it runs in there.
# Ours begin with a line "# MARK". What was there before is kept aside until the operation is over.
# name_facts NETNS: what is there of the two files.
name_facts() {
	for file in resolv.conf hosts; do
		file=/etc/netns/$1/$file
		for link in "${file%/*}" "$file"; do
			[ ! -L "$link" ] || unclear "$link is a link to another place, and what a program says is not written through links: remove it"
		done
		[ -e "$file" ] || continue
		printf '@file %s\n' "${file##*/}"
		while read -r row || [ -n "$row" ]; do printf '= %s\n' "$row"; done <"$file" || unclear "$file cannot be read"
	done
}
# file_aside NETNS FILE COMMAND...: do something with the file; where that fails it is as before. Kept aside is a copy, or
# FILE.none where there was none: without either nothing was begun.
file_aside() {
	aside="$notes/files/$1/$2" file="/etc/netns/$1/$2" netns=$1 name=$2
	shift 2
	umask 077
	# What an operation that did not end has kept is older, and whole.
	[ -e "$aside" ] || [ -e "$aside.none" ] || {
		mkdir -p "${aside%/*}" &&
			if [ -e "$file" ]; then cp -p "$file" "$aside.new" && mv -f "$aside.new" "$aside"; else : >"$aside.none"; fi
	}
	ended=$?
	umask 022
	[ "$ended" -ne 0 ] || mkdir -p "${file%/*}" || ended=$?
	[ "$ended" -eq 0 ] || {
		rm -f "$aside" "$aside.new" "$aside.none"
		files_tidy "$netns"
		return "$ended"
	}
	"$@" || {
		ended=$?
		file_restore "$netns" "$name"
		return "$ended"
	}
}
# file_write NETNS FILE <rows: in place, as what runs in the namespace may have the file mounted over its own; but only when
# there is room for it.
file_write() {
	rows=$(cat) && file_aside "$1" "$2" file_put "/etc/netns/$1/$2"
}
file_put() {
	printf '%s\n' "$rows" >"$1.new" && tee "$1" <"$1.new" >/dev/null && rm -f "$1.new" || {
		ended=$?
		rm -f "$1.new"
		return "$ended"
	}
}
file_remove() { file_aside "$1" "$2" rm -f "/etc/netns/$1/$2"; }
# file_restore NETNS FILE: what was there before. What cannot be written back stays where it is kept.
file_restore() {
	if [ -e "$notes/files/$1/$2" ]; then
		rm -f "/etc/netns/$1/$2.new" && mkdir -p "/etc/netns/$1" &&
			cat "$notes/files/$1/$2" >"/etc/netns/$1/$2" && rm -f "$notes/files/$1/$2" || return
	elif [ -e "$notes/files/$1/$2.none" ]; then
		rm -f "/etc/netns/$1/$2" "$notes/files/$1/$2.none" || return
	fi
	files_tidy "$1"
}
# files_settle NETNS: forget what was there before.
files_settle() {
	rm -rf "$notes/files/$1" "/etc/netns/$1/resolv.conf.new" "/etc/netns/$1/hosts.new" || return
	files_tidy "$1"
}
# files_tidy NETNS: no folder stays that is empty.
files_tidy() { rmdir "$notes/files/$1" "$notes/files" "$notes" "/etc/netns/$1" /etc/netns 2>/dev/null || :; }
