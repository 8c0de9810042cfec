# Notes: what the kernel keeps no mark for stands in files below /run/hostnet, a folder that only root can open, as a note
# may hold what not everybody may read. A note is whole: it is written beside its place and renamed, so that whoever cannot
# write one has changed nothing. What it tells is lost with the kernel that it tells of, so that nothing has to reach a disk.
notes=/run/hostnet
# note_write NOTE TEXT
note_write() {
	umask 077
	note=$notes/$1
	{ [ -d "${note%/*}" ] || { mkdir -p "${note%/*}" && chmod 700 "$notes"; }; } &&
		printf '%s\n' "$2" >"$note.new" && mv -f "$note.new" "$note" || {
		rm -f "$note.new"
		notes_tidy "$1"
		umask 022
		printf 'the note %s cannot be written: see that %s is not full and not read-only\n' "$note" "${notes%/*}" >&2
		return 1
	}
	umask 022
}
# note_row WORD NOTE: the rest of the row that begins with the word, as $told; 1 where there is no such note.
note_row() {
	told=''
	[ -e "$notes/$2" ] || return
	while read -r word rest; do
		[ "$word" != "$1" ] || told=$rest
	done <"$notes/$2" || unclear "the note $notes/$2 cannot be read"
}
# note_drop NOTE: an operation that was killed may have left the other file.
note_drop() {
	rm -f "$notes/$1" "$notes/$1.new" || return
	notes_tidy "$1"
}
# notes_tidy NOTE: no folder of notes stays that is empty.
notes_tidy() {
	case $1 in
	*/*/*) rmdir "$notes/${1%/*}" "$notes/${1%%/*}" "$notes" ;;
	*/*) rmdir "$notes/${1%/*}" "$notes" ;;
	*) rmdir "$notes" ;;
	esac 2>/dev/null || :
}
