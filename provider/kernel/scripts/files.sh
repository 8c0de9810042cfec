# Files of the name service of a namespace: ip-netns(8) mounts them over those in /etc for what it runs in there.
# Ours begin with a line "# MARK". What was there before is kept aside until the operation is over.
# name_facts NETNS: what is there of the two files.
name_facts() {
	for file in resolv.conf hosts; do
		[ -e "/etc/netns/$1/$file" ] || continue
		printf '@file %s\n' "$file"
		while read -r row || [ -n "$row" ]; do printf '= %s\n' "$row"; done <"/etc/netns/$1/$file" ||
			unclear "/etc/netns/$1/$file cannot be read"
	done
}
# file_aside NETNS FILE COMMAND...: do something with the file; where that fails it is as before.
file_aside() {
	aside="/run/hostnet/files/$1/$2" file="/etc/netns/$1/$2" netns=$1 name=$2
	shift 2
	mkdir -p "${aside%/*}" "${file%/*}" && { [ ! -e "$file" ] || cp -p "$file" "$aside"; } || {
		ended=$?
		rm -f "$aside"
		files_tidy "$netns"
		return $ended
	}
	"$@" || {
		ended=$?
		file_restore "$netns" "$name"
		return $ended
	}
}
# file_write NETNS FILE <rows: in place, as what runs in the namespace may have the file mounted over its own.
file_write() { file_aside "$1" "$2" tee "/etc/netns/$1/$2" >/dev/null; }
file_remove() { file_aside "$1" "$2" rm -f "/etc/netns/$1/$2"; }
# file_restore NETNS FILE: what was there before.
file_restore() {
	if [ -e "/run/hostnet/files/$1/$2" ]; then
		mkdir -p "/etc/netns/$1" && cat "/run/hostnet/files/$1/$2" >"/etc/netns/$1/$2"
		rm -f "/run/hostnet/files/$1/$2"
	else
		rm -f "/etc/netns/$1/$2"
	fi
	files_tidy "$1"
}
# files_settle NETNS: forget what was there before.
files_settle() {
	rm -rf "/run/hostnet/files/$1"
	files_tidy "$1"
}
# files_tidy NETNS: no folder stays that is empty.
files_tidy() { rmdir "/run/hostnet/files/$1" /run/hostnet/files /run/hostnet "/etc/netns/$1" /etc/netns 2>/dev/null || :; }
