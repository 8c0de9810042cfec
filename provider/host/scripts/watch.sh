# hostnet_watch SECONDS: one process a session that sees to the deadline. Operations need not tell it anything: whatever
# of this session is older than the limit is told to stop, with all it has started, and killed 10 seconds later. A client that
# falls silent while its shell has the lock and nothing to do keeps it for 10 seconds at most.
hostnet_watch() {
	exec </dev/null >/dev/null 2>&1 9<&-
	limit=$1 due=$1 rest=4 told='' idle=0
	trap 'kill $!; exit' TERM
	hostnet_stat self
	me=${hostnet_line%% *} mine=$session spared=" $me "
	# The session's shell and what started it: a login shell, sudo.
	above=$$
	while hostnet_stat "$above" && [ "$session" = "$mine" ]; do
		spared="$spared$above "
		above=$parent
	done
	while :; do
		[ "$rest" -le "$due" ] || rest=$due
		sleep "$rest" &
		wait $!
		due=$((due - rest)) rest=4
		kill -0 $$ || due=0
		# Nobody has the lock, and nothing can be too old.
		[ "$due" -le 0 ] || hostnet_holds $$ 9 || {
			idle=0
			continue
		}
		hostnet_census
		[ -n "$census" ] || kill -0 $$ || exit
		due=$((limit - oldest))
		if [ "$oldest" -ge $((limit + 10)) ]; then
			# shellcheck disable=SC2086 # Several processes.
			hostnet_doomed && kill -KILL $doomed
			due=1
		elif [ "$oldest" -ge "$limit" ]; then
			# shellcheck disable=SC2086
			[ "$told" = "$eldest" ] || { hostnet_doomed && kill -TERM $doomed; }
			told=$eldest due=$((limit + 10 - oldest))
		fi
		if [ -z "$census" ] && hostnet_holds $$ 9; then
			# Between two operations of a burst it looks so too, but not five times in a row.
			idle=$((idle + 1)) rest=1
			[ $idle -lt 5 ] || kill -KILL $$
		else
			idle=0
		fi
	done
}
# hostnet_census: what the operations of this session consist of, as `process:parent:age`. A new process tells the time:
# in a container /proc/uptime can be another clock than that of the start times.
hostnet_census() {
	census='' oldest=0 eldest=''
	now=$(hostnet_stat self && echo "$start")
	for each in /proc/[0-9]*; do
		each=${each#/proc/}
		case $spared in *" $each "*) continue ;; esac
		hostnet_stat "$each" && [ "$session" = "$mine" ] && [ "$parent" != "$me" ] || continue
		age=$(((now - start) / 100))
		census="$census $each:$parent:$age"
		[ "$age" -lt "$oldest" ] || oldest=$age eldest=$each
	done
}
# hostnet_doomed: those over the limit, and all that descends from them.
hostnet_doomed() {
	doomed=' ' grown=yes
	while [ -n "$grown" ]; do
		grown=''
		for each in $census; do
			age=${each##*:} each=${each%:*}
			parent=${each#*:} each=${each%:*}
			case $doomed in *" $each "*) continue ;; esac
			case $doomed in
			*" $parent "*) ;;
			*) [ "$age" -ge "$limit" ] || continue ;;
			esac
			doomed="$doomed$each " grown=yes
		done
	done
}
