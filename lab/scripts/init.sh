#!/bin/sh
# PID 1 of one node of the lab: a simulated host, the world outside, or the underlay between them.
#   init.sh NODE_DIR HOSTNAME
# NODE_DIR holds `seed/` (files of its own), `hide` (paths it must not have), `boot_id`, and gets `pid`.
# It runs inside fresh network, mount, PID, UTS and IPC namespaces; when it ends, all of that is gone.
set -eu
umask 022
node=$1
hostname=$2
cd "$node"

# /proc is still the machine's: there this process goes by the number the machine knows it by.
read -r pid _ </proc/self/stat
echo "$pid" >pid
hostname "$hostname"
# IPv4 settings of a new namespace are copied from the machine's, which may well be a Docker host.
echo 0 >/proc/sys/net/ipv4/ip_forward
ip link set lo up

# The root file system is an overlay: the machine's files can be read, and whatever the node writes,
# changes or deletes stays in memory and ends with it.
mount -t tmpfs -o mode=755 lab top
cd top
mkdir upper work root
cp -a ../seed/. upper
while read -r path; do
    mkdir -p "upper${path%/*}"
    mknod "upper$path" c 0 0 # how overlayfs spells "deleted"
done <../hide
mount -t overlay -o lowerdir=/,upperdir=upper,workdir=work overlay root
cd root

# File systems of the machine besides `/` are not part of the lower layer; pseudo ones the node gets fresh.
while read -r _ target _; do
    case $target in
    / | /proc | /proc/* | /sys | /sys/* | /dev | /dev/* | /run | /run/* | /tmp | /tmp/* | /etc/* | *\\*) ;;
    "$node" | "$node"/*) ;;
    *) [ ! -e ".$target" ] || mount --bind "$target" ".$target" ;;
    esac
done </proc/mounts

mount --rbind /dev dev
mount -t tmpfs -o mode=755 run run
mount -t tmpfs -o mode=1777 tmp tmp
mkdir run/sshd run/netns run/lab
mkdir -m 1777 run/lock
mount -t sysfs sysfs sys
mount -t proc proc proc
# net.* belongs to the network namespace and may be changed; everything else under /proc/sys is the machine's.
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount --bind proc/sys/net proc/sys/net
mount -o remount,bind,rw proc/sys/net
mount --bind "$node/boot_id" proc/sys/kernel/random/boot_id

sshd=
[ ! -e ../upper/etc/ssh/sshd_config ] || sshd=yes
pivot_root . .
umount -l .
cd /

if [ "$sshd" ]; then
    /usr/sbin/sshd -E /run/lab/sshd.log || {
        cat /run/lab/sshd.log >&2
        exit 1
    }
fi
sleep infinity &
echo yes >/run/lab/ready
# Orphans of this PID namespace become ours: waiting reaps them.
while :; do wait || :; done
