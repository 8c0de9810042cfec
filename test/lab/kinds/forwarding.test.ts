import { forwardingSample } from "../../samples/tunnels";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-fwd");

const subject = forwardingSample(ground.underlay);

const fdb =
    "bridge fdb show dev vx0 | grep permanent | grep dst | grep -v '99 ' | sed 's/ via .*//; s/ self.*//' | sort";
const neighbours = (dev: string) => `ip neigh show dev ${dev} nud permanent | grep -v 09:99 | sort`;
const switched = "bridge fdb show dev vx0 | sed -n 's/ master br0 static$//p' | sort";
const peer = (n: number) => `${ground.underlay}.${n}`;
const entry = (n: number) => ({ mac: `02:00:00:00:09:0${n}`, vtep: peer(12) });
const neighbor = (n: number, mac = `02:00:00:00:09:0${n}`) => ({ address: `10.9.0.${n}`, mac });

kindSuite(ground, {
    ...subject,
    shows: [{ see: "cat /run/hostnet/forwarding/vx0/web", as: /^owner hostnet:shop\/dev\/it\nlink \d+$/ }],
    maximalShows: [
        {
            see: fdb,
            as: `00:00:00:00:00:00 dst ${peer(13)}\n00:00:00:00:00:00 dst ${peer(14)}\n02:00:00:00:09:05 dst ${peer(12)}\n02:00:00:00:09:06 dst ${peer(12)}`,
        },
        { see: neighbours("br0"), as: /10\.9\.0\.5 .*\n10\.9\.0\.6 .*\nfd00:9::5 .*PERMANENT/ },
        { see: neighbours("vx0"), as: "" },
        { see: switched, as: "02:00:00:00:09:05\n02:00:00:00:09:06" },
    ],
    updates: [
        { change: { peers: [peer(13)] }, see: fdb, as: `00:00:00:00:00:00 dst ${peer(13)}` },
        { change: { forwarding: [entry(5)] }, see: fdb, as: `02:00:00:00:09:05 dst ${peer(12)}` },
        {
            change: { forwarding: [entry(6)] },
            from: { forwarding: [entry(5)] },
            see: switched,
            as: "02:00:00:00:09:06",
        },
        {
            change: { forwarding: [entry(6)] },
            from: { forwarding: [entry(5)] },
            see: fdb,
            as: `02:00:00:00:09:06 dst ${peer(12)}`,
        },
        {
            change: { forwarding: [{ ...entry(5), vtep: peer(13) }] },
            from: { forwarding: [entry(5)] },
            see: fdb,
            as: `02:00:00:00:09:05 dst ${peer(13)}`,
        },
        { change: { neighbors: [neighbor(5)] }, see: neighbours("vx0"), as: /10\.9\.0\.5 lladdr 02:00:00:00:09:05/ },
        {
            change: { neighbors: [neighbor(5, "02:00:00:00:09:07"), neighbor(6)] },
            from: { bridge: "br0", neighbors: [neighbor(5)] },
            see: neighbours("br0"),
            as: /10\.9\.0\.5 lladdr 02:00:00:00:09:07[\s\S]*10\.9\.0\.6/,
        },
    ],
    replacing: [
        { change: { name: "db" }, replaces: "name" },
        { change: { tunnel: "vx1" }, from: { forwarding: [entry(5)] }, replaces: "tunnel" },
        { change: { bridge: "br1" }, from: subject.maximal, replaces: "bridge" },
    ],
    drift: [
        { by: `bridge fdb del 00:00:00:00:00:00 dev vx0 dst ${peer(13)}`, key: "peers" },
        { by: `bridge fdb replace 02:00:00:00:09:05 dev vx0 dst ${peer(13)}`, key: "forwarding" },
        { by: "bridge fdb del 02:00:00:00:09:05 dev vx0", key: "forwarding", steps: 2 },
        { by: "bridge fdb del 02:00:00:00:09:05 dev vx0 master", key: "forwarding", steps: 2 },
        // The entries of others are lost too.
        { by: "bridge fdb flush dev vx0", key: "peers forwarding", steps: 5, lasts: true },
        { by: `bridge fdb replace 02:00:00:00:09:06 dev vx0 dst ${peer(14)}`, key: "forwarding" },
        { by: "ip neigh del 10.9.0.5 dev br0", key: "neighbors" },
        { by: "ip link set br0 down; ip link set br0 up", key: "neighbors", steps: 3, lasts: true },
        { by: "ip -6 neigh flush dev br0 nud permanent", key: "neighbors" },
        { by: "ip neigh replace fd00:9::5 lladdr 02:00:00:00:09:77 dev br0 nud permanent", key: "neighbors" },
        // The note itself is what every update writes.
        { by: "sed -i /^owner/d /run/hostnet/forwarding/vx0/web", key: "owner", steps: 0 },
        // The tunnel was made anew by hand: nothing of ours is on it, and what is on the bridge stays.
        {
            by: "ip link del vx0; ip link add vx0 type vxlan id 40 dstport 4789 dev eth1 nolearning; ip link set vx0 master br0; ip link set vx0 up",
            key: "peers forwarding",
            steps: 5,
            lasts: true,
        },
    ],
    identity: "cat /sys/class/net/vx0/ifindex",
    gone: "rm -r /run/hostnet",
    unmark: "sed -i /^owner/d /run/hostnet/forwarding/vx0/web",
});
