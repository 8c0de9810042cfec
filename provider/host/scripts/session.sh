# The host's side of a session: this shell reads operations from its standard input. POSIX sh only (dash, busybox,
# bash, ksh), and no process that is not needed: each costs as much as a call of ip.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
export PATH LC_ALL
unset LANGUAGE ENV BASH_ENV CDPATH
umask 022
cd /
# Behind sudo these are what the login knew of its connection.
[ $# -ne 4 ] || SSH_CONNECTION=$*
# An operation goes on when the connection is gone: half of it would be worse than all of it.
trap '' HUP PIPE
# A lock on a directory that is always there leaves no file behind.
hostnet_place=/run
[ -d /run ] || hostnet_place=/

# hostnet_take SECONDS: the host's lock, kept until hostnet_drop so that a burst of operations takes it once.
hostnet_take() {
	[ -z "$hostnet_held" ] || return 0
	exec 9<"$hostnet_place"
	flock -w "$1" 9 </dev/null >/dev/null 2>&1 && hostnet_held=yes && return 0
	hostnet_why=$?
	exec 9<&-
	return "$hostnet_why"
}
hostnet_drop() {
	hostnet_held=
	exec 9<&-
}
# hostnet_stat PROCESS: its parent, session and start (in hundredths of a second since boot).
hostnet_stat() {
	read -r hostnet_line <"/proc/$1/stat" || return
	set -- ${hostnet_line##*) }
	[ $# -ge 20 ] || return
	parent=$2 session=$4 start=${20}
}
# hostnet_holders: who has the lock, one line each: process, and for how many seconds it has been running.
hostnet_holders() (
	exec 2>/dev/null
	hostnet_stat self
	now=$start
	for each in /proc/[0-9]*; do
		[ "$each/fd/9" -ef "$hostnet_place" ] && hostnet_stat "${each#/proc/}" &&
			printf '%s %s\n' "${each#/proc/}" $(((now - start) / 100))
	done
)
# hostnet_apart: descriptor 8 takes what operations say on standard error. It is a file that has no name, so that nothing is
# left of it, and that a full or read-only place makes no more than silent.
hostnet_apart() {
	hostnet_errors=$hostnet_place/.hostnet.$$
	if (umask 077 && : >>"$hostnet_errors") 2>/dev/null; then
		exec 8>>"$hostnet_errors"
		rm -f "$hostnet_errors"
	else
		exec 8>/dev/null
	fi
}
# hostnet_run MARK LOCK SCRIPT: LOCK is how long to wait for the lock, or 0 to do without it. The script has a process
# of its own; what it prints is kept here and told once, so that a lost connection cannot stop it half-way, and what it says
# on standard error behind it, apart.
hostnet_run() {
	[ "$2" = 0 ] || hostnet_take "$2" || {
		printf '%s\n%s\n%s locked %s\n' "$1" "$(hostnet_holders)" "$1" "$hostnet_why" || exit
		return
	}
	read -r hostnet_since hostnet_rest </proc/uptime
	hostnet_output=$(
		exec </dev/null 2>&8
		eval " $3"
	)
	hostnet_status=$? hostnet_said=''
	[ ! -s /proc/$$/fd/8 ] || {
		hostnet_said=$(tail -c 4096 /proc/$$/fd/8)
		true >/proc/$$/fd/8
	}
	read -r hostnet_until hostnet_rest </proc/uptime
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
	trap "kill $! 2>/dev/null" EXIT
}
