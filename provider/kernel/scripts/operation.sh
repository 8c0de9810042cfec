# One operation on a host: look, compare with what the state says, ask what only the host can know, act, undo on
# failure, look again, tell. The operation itself defines observe, demand, steps, undo and settle around this.
# POSIX sh only (dash, busybox, bash, ksh).
nl='
'
# What the tools of an operation say on standard error is kept apart, by the session, in a file without a name: a warning in
# the middle of what is parsed would be drift that is none.
errors=/proc/$$/fd/8
forget() { [ ! -s "$errors" ] || true >"$errors"; }
# hear COMMAND...: run it; what it says on standard error is all that "heard" tells.
hear() {
	forget
	"$@"
}
heard() { [ ! -s "$errors" ] || tail -c 4096 "$errors"; }
# unclear [TEXT]: a look that can say neither "there" nor "not there"; why is what was heard, where it is not given.
unclear() { give_up 70 "${1:-$(heard)}"; }
refuse() { give_up 65 "${1:-$(heard)}"; }
give_up() {
	forget
	printf '%s\n' "$2" >&2
	exit "$1"
}
# seconds_left: until the deadline of this operation, as the session keeps it.
seconds_left() {
	read -r now _ </proc/uptime
	since=${hostnet_since:-$now}
	left=$((${hostnet_limit:-10} - ${now%.*} + ${since%.*}))
	[ "$left" -gt 1 ] || left=1
	echo "$left"
}
# shellcheck disable=SC2154 # $settled is written by prelude.ts.
fingerprint() { grep -oE -e "$settled" | sha256sum; }
present() { case "$nl$1" in *"$nl@"*) ;; *) return 1 ;; esac }
# tell OUTCOME STATUS WHY: the answer, how far the steps came, what was seen last, and why it ended so.
tell() { printf '# %s %s %s %s\n%s\n# why\n%s\n' "$1" "$step" "$2" "$at" "$seen" "$3"; }
# run COUNT COMMAND...: one process that does COUNT steps; $step counts those that were, or may have been, done, and
# $at the first that was not: a batch that says no line may have ended at its first.
run() {
	at=$step
	[ -z "$expired" ] || {
		status=124 why='the deadline of the operation passed'
		return 1
	}
	count=$1
	shift
	why=$(hear "$@") && {
		step=$((step + count)) at=$step
		return 0
	}
	status=$? why="$why${why:+$nl}$(heard)"
	case "$*" in
	*' -batch -')
		line=${why##*failed -:} line=${line%%"$nl"*}
		case $line in
		'' | *[!0-9]*) step=$((step + count)) ;;
		*) step=$((step + line - 1)) at=$step ;;
		esac
		;;
	# One transaction a table, one request a neighbour: some may have been made.
	'rules_replace '* | 'keep_neighbours '*) step=$((step + count)) ;;
	*) [ "$status" -lt 128 ] || step=$((step + count)) ;;
	esac
	return 1
}
# apart COMMAND...: in a shell of its own, so that one that gives up, or sets our variables, ends and changes nothing here.
apart() { ("$@"); }
# operate EXPECTED: the fingerprint of what should be there; empty for "not there".
operate() {
	step=0 at=0 status=0 expired='' looked=''
	seen=$(observe) || {
		tell unclear $? "$(heard)"
		return
	}
	looked=$seen
	if [ -z "$1" ]; then
		present "$seen" && {
			tell differs 0 ''
			return
		}
	else
		present "$seen" && case $(printf '%s\n' "$seen" | fingerprint) in "$1"*) ;; *) false ;; esac || {
			# What is gone may have been taken away by an operation that was killed before it tidied up.
			present "$seen" || {
				for tidy in $tidies; do "$tidy"; done
			}
			tell differs 0 ''
			return
		}
	fi
	(demand >/dev/null) || {
		tell refused $? "$(heard)"
		return
	}
	trap 'expired=yes' TERM
	if steps; then
		said='' code=0 outcome='done'
		seen=$(settle) || outcome=unclear code=$? said=$(heard)
	else
		# What the look saw is changed by now: who undoes has to see for himself.
		failed=$step said=$why code=$status outcome=failed looked=''
		undo "$failed" >/dev/null 2>&1
		# What cannot be seen is not as before: it is nothing that an operation expects.
		seen=$(observe) || said="$said$nl$(heard)" seen='@unclear'
	fi
	tell "$outcome" "$code" "$said"
}
# look: see what is there, and nothing else.
look() {
	step=0 at=0
	if seen=$(observe); then tell seen 0 ''; else tell unclear $? "$(heard)"; fi
}
