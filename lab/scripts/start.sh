#!/bin/sh
# Starts nodes of a lab and wires them up:  start.sh LAB_NAME LAB_DIR NODE...
# Every node but `underlay` is plugged into the underlay, so that one is started first or already there.
# A node directory holds, besides what init.sh wants, `wire` (ip -batch lines run in the underlay, @PID@ being the
# node's process) and `net.sh` (run in the node's network namespace).
set -eu
name=$1
dir=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)

for node; do
    rm -f "$dir/$node/pid"
    # The variable is how `down` finds what belongs to this lab when nothing else is left of it.
    env "PULUMI_HOSTNET_LAB_NODE=$name/$node" setsid \
        unshare --net --mount --uts --ipc --pid --fork --kill-child sh "$here/init.sh" "$dir/$node" "$node" \
        </dev/null >"$dir/$node/log" 2>&1 &
    echo $! >"$dir/$node/job"
done

# Whatever step notices that a node has ended: what the nodes said tells why.
explain() {
    for node; do
        [ ! -s "$dir/$node/log" ] || { echo "$node:" && cat "$dir/$node/log"; } >&2
    done
}
trap '[ $? = 0 ] || explain "$@"' EXIT

# Waits until FILE says something, for as long as NODE runs.
await() { # NODE FILE
    read -r job <"$dir/$1/job"
    tries=0
    while ! [ -s "$2" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 1000 ] || ! kill -0 "$job" 2>/dev/null; then
            echo "node $1 did not start" >&2
            exit 1
        fi
        sleep 0.01
    done
}

pid_of() { # NODE
    await "$1" "$dir/$1/pid"
    read -r pid <"$dir/$1/pid"
}

pid_of underlay
underlay=$pid
for node; do
    [ "$node" != underlay ] || continue
    pid_of "$node"
    sed "s/@PID@/$pid/" "$dir/$node/wire"
done >"$dir/wires"
for node; do
    [ "$node" = underlay ] || continue
    nsenter -t "$underlay" -n sh -e "$dir/underlay/net.sh"
    UNDERLAY=$underlay sh -e "$dir/leg.sh" # plugs in the machine itself
done
nsenter -t "$underlay" -n ip -batch "$dir/wires"
for node; do
    [ "$node" != underlay ] || continue
    read -r pid <"$dir/$node/pid"
    nsenter -t "$pid" -n sh -e "$dir/$node/net.sh"
done

# Links get their carrier from a kernel worker, later than the command that brings them up; until then packets are lost.
await_link() { # NODE DEVICE
    file=/proc/$pid/root/sys/class/net/$2
    tries=0
    until read -r state <"$file/operstate" && [ "$state" = up ] &&
        { [ ! -e "$file/brport" ] || { read -r state <"$file/brport/state" && [ "$state" = 3 ]; }; }; do
        tries=$((tries + 1))
        [ "$tries" -le 1000 ] || { echo "$2 of node $1 does not come up" >&2 && exit 1; }
        sleep 0.01
    done
}

for node; do
    pid_of "$node"
    root=/proc/$pid/root
    await "$node" "$root/run/lab/ready"
    [ ! -e "$dir/$node/seed/etc/ssh/sshd_config" ] || await "$node" "$root/run/lab/sshd.pid"
done
for node; do
    pid_of "$node"
    port=$node
    if [ "$node" = underlay ]; then port=machine; else await_link "$node" eth1; fi
    pid_of underlay
    await_link underlay "$port"
done
