# hostnet_watch SECONDS: one process a session that sees to the deadline. Operations need not tell it anything: whatever
# of this session is older than the limit is told to stop, with all it has started, and killed 10 seconds later.
hostnet_watch() {
	exec </dev/null >/dev/null 2>&1 9<&-
	limit=$1 rest=$1 told='' idle=0
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
		sleep "$rest" &
		wait $!
		hostnet_census
		[ -n "$census" ] || kill -0 $$ || exit
		rest=$((limit - oldest))
		if [ "$oldest" -ge $((limit + 10)) ]; then
			hostnet_doomed && kill -KILL $doomed
			rest=1
		elif [ "$oldest" -ge "$limit" ]; then
			[ "$told" = "$eldest" ] || { hostnet_doomed && kill -TERM $doomed; }
			told=$eldest rest=$((limit + 10 - oldest))
		fi
		# A client that fell silent while its shell has the lock and nothing to do must not keep it.
		if [ -z "$census" ] && [ -e /proc/$$/fd/9 ]; then
			idle=$((idle + 1)) rest=1
			[ $idle -lt 10 ] || kill -KILL $$
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
