# The host's side of a session: this shell reads operations from its standard input. POSIX sh only (dash, busybox,
# bash, ksh), and no process that is not needed: each costs as much as a call of ip.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL
unset LANGUAGE ENV BASH_ENV CDPATH
umask 022
cd /
# Behind sudo these are what the login knew of its connection.
[ $# -ne 4 ] || SSH_CONNECTION=$*
# Who is at the other end, and which address and port of this host it reached; nothing where there is no connection.
# shellcheck disable=SC2086 # Four words.
set -- ${SSH_CONNECTION:-}
hostnet_client=${1:-} hostnet_server=${3:-} hostnet_port=${4:-}
# An operation goes on when the connection is gone: half of it would be worse than all of it.
trap '' HUP PIPE
hostnet_place=/run
[ -d /run ] || hostnet_place=/
# What everybody can open, everybody can lock: this only root can. The last session takes it away.
hostnet_lock=$hostnet_place/hostnet.lock

# hostnet_take SECONDS: the host's lock, kept until hostnet_drop so that a burst of operations takes it once.
hostnet_take() {
	[ -z "$hostnet_held" ] || return 0
	while :; do
		umask 077
		# Where nothing can be written, the place itself is better than no lock.
		[ "$hostnet_lock" -ef /proc/$$/fd/9 ] || command exec 9>>"$hostnet_lock" || {
			hostnet_lock=$hostnet_place
			exec 9<"$hostnet_lock"
		}
		umask 022
		hostnet_flock "$1" || break
		# It may have been taken away while we waited for it.
		[ "$hostnet_lock" -ef /proc/$$/fd/9 ] && hostnet_held=yes && return 0
	done 2>&8
	hostnet_drop
	return "$hostnet_why"
}
# hostnet_flock SECONDS: 1 where others had it all the time and nothing was said; all else is trouble. The descriptor is handed
# on by name, because ksh keeps those above 2 to itself; and busybox has no -w.
hostnet_flock() {
	flock -n 3 3<&9 </dev/null >/dev/null && return 0
	hostnet_why=$?
	[ "$hostnet_why" -eq 1 ] && [ ! -s /proc/$$/fd/8 ] && [ "$1" -gt 0 ] || return
	read -r hostnet_since _ </proc/uptime
	flock -w "$1" 3 3<&9 </dev/null >/dev/null && return 0
	hostnet_why=$?
	if [ -s /proc/$$/fd/8 ]; then
		true >/proc/$$/fd/8
		timeout "$1" flock 3 3<&9 </dev/null >/dev/null && return 0
		hostnet_why=$?
		[ "$hostnet_why" -ne 124 ] || hostnet_why=1
	fi
	read -r hostnet_until _ </proc/uptime
	# The watch over the session, or timeout, told it to stop.
	[ "$hostnet_why" -ne 143 ] || [ $((${hostnet_until%%.*} - ${hostnet_since%%.*})) -lt "$1" ] || hostnet_why=1
	return "$hostnet_why"
}
# hostnet_drop: others may have it. ksh would keep a copy of a descriptor that it closes.
hostnet_drop() {
	hostnet_held=
	if [ -n "${KSH_VERSION:-}" ]; then flock -u 3 3<&9 </dev/null >/dev/null 2>&8; else exec 9<&-; fi
}
# hostnet_stat PROCESS: its parent, session and start (in hundredths of a second since boot).
hostnet_stat() {
	read -r hostnet_line <"/proc/$1/stat" || return
	# shellcheck disable=SC2086 # Its fields are words.
	set -- ${hostnet_line##*) }
	[ $# -ge 20 ] || return
	parent=$2 session=$4 start=${20}
}
# hostnet_holders: who has the lock, one line each: process, and for how many seconds it has been running. Who only waits for
# it has it open too.
hostnet_holders() (
	exec 2>/dev/null
	hostnet_stat self
	now=$start
	for each in /proc/[0-9]*/fd/*; do
		[ "$each" -ef "$hostnet_lock" ] || continue
		process=${each#/proc/} process=${process%%/*}
		hostnet_holds "$process" "${each##*/}" && hostnet_stat "$process" && printf '%s %s\n' "$process" $(((now - start) / 100))
	done
)
# hostnet_holds PROCESS DESCRIPTOR: whether it has a lock by it.
hostnet_holds() {
	held=''
	while read -r key rest; do
		[ "$key" != lock: ] || held=yes
	done 2>/dev/null <"/proc/$1/fdinfo/$2"
	[ -n "$held" ]
}
# hostnet_said: what was said on standard error since it was last asked for.
hostnet_said() {
	[ -s /proc/$$/fd/8 ] || return 0
	tail -c 4096 /proc/$$/fd/8
	true >/proc/$$/fd/8
}
# hostnet_leave: nothing of ours stays, where no other session is.
hostnet_leave() {
	kill "$hostnet_watcher" 2>/dev/null
	[ -n "$hostnet_held" ] || [ -f "$hostnet_lock" ] && hostnet_take 0 2>/dev/null && rm -f "$hostnet_lock"
}
# hostnet_apart: descriptor 8 takes what operations say on standard error. It is a file that has no name, so that nothing is
# left of it, and that a full or read-only place makes no more than silent.
hostnet_apart() {
	hostnet_errors=$hostnet_place/.hostnet.$$
	if (umask 077 && : >>"$hostnet_errors") 2>/dev/null; then
		exec 8>>"$hostnet_errors"
		# In a process of its own: a shell remembers where it found a program, and this one lives long.
		(rm -f "$hostnet_errors")
	else
		exec 8>/dev/null
	fi
}
# hostnet_run MARK LOCK SCRIPT: LOCK is how long to wait for the lock, or 0 to do without it. The script has a process
# of its own; what it prints is kept here and told once, so that a lost connection cannot stop it half-way, and what it says
# on standard error behind it, apart.
hostnet_run() {
	[ "$2" = 0 ] || hostnet_take "$2" || {
		hostnet_output=$(hostnet_holders)
		printf '%s\n%s\n%s-said\n%s\n%s locked %s\n' "$1" "$hostnet_output" "$1" "$(hostnet_said)" "$1" "$hostnet_why" || exit
		return
	}
	read -r hostnet_since _ </proc/uptime
	hostnet_output=$(
		exec </dev/null 2>&8
		eval " $3"
	)
	hostnet_status=$? hostnet_said=''
	[ ! -s /proc/$$/fd/8 ] || hostnet_said=$(hostnet_said)
	read -r hostnet_until _ </proc/uptime
	# Where nobody listens any more, nothing that was sent before is begun.
	printf '%s\n%s\n%s-said\n%s\n%s %s %s %s\n' "$1" "$hostnet_output" "$1" "$hostnet_said" \
		"$1" "$hostnet_status" "$hostnet_since" "$hostnet_until" || exit
}
# hostnet_open MARK SECONDS: says that operations may come, and starts the watch over them.
hostnet_open() {
	read -r hostnet_system 2>/dev/null </proc/sys/kernel/ostype || hostnet_system=$(uname -s)
	[ "$hostnet_system" = Linux ] || {
		printf '\n%s not-linux %s\n' "$1" "$hostnet_system"
		exit 1
	}
	hostnet_apart
	printf '\n%s ready\n' "$1" || exit
	hostnet_limit=$2
	hostnet_watch "$2" &
	hostnet_watcher=$!
	trap hostnet_leave EXIT
}
