# What other stacks may attach to. Whose it is stands in /run/hostnet/attachment/BRIDGE, in rows
#   owner MARK
#   tunnel LINK
# attachment_facts BRIDGE
attachment_facts() {
	note_row owner "attachment/$1" || return 0
	mark=$told
	note_row tunnel "attachment/$1"
	printf '@attachment %s\n= owner %s\n= tunnel %s\n' "$1" "$mark" "$told"
}
# attachment_note BRIDGE MARK TUNNEL
attachment_note() { note_write "attachment/$1" "owner $2${3:+${nl}tunnel $3}"; }
# attachment_forget BRIDGE
attachment_forget() { note_drop "attachment/$1"; }
# nobody_attached BRIDGE TUNNEL STACK STATE: no other stack has a port on the bridge or entries on the tunnel.
nobody_attached() {
	way_out='destroy that stack first, or take the attachment out of its program'
	if has_link "$1" && foreign_port '' "$1" "$3" "$4"; then
		marked_port '' "the bridge $1"
		refuse "the stack $(stack_in "$mark") is attached to the bridge $1, by the port $port of ${mark#hostnet:}: $way_out"
	fi
	for note in "$notes/forwarding/${2:-.}"/*; do
		[ -f "$note" ] || continue
		note_row owner "${note#"$notes"/}"
		mark=$told
		[ -z "$mark" ] || of_stack "$mark" "$3" "$4" ||
			refuse "the stack $(stack_in "$mark") is attached to the tunnel $2, by the entries of ${mark#hostnet:}: $way_out"
	done
}
