import { adoptable } from "./common";
import { entries } from "./entries";
import { linkName, name, text } from "./fields";
import { named, table } from "./property";

export const forwarding = table({
    type: "Forwarding",
    noun: "forwarding",
    meaning:
        "Forwarding entries and permanent neighbours on a tunnel that several stacks fill (bridge(8), fdb; ip-neighbour(8)). Each owner touches only its own: an entry that another one holds is refused, naming it.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const br0 = new hostnet.Bridge("br0", { host, name: "br0", mtu: 1450 });
const vni42 = new hostnet.VxlanTunnel("vni42", { host, vni: 42, device: "eth1", master: br0.name, entries: "shared" });
new hostnet.Forwarding("web", {
    host,
    tunnel: vni42.name,
    bridge: br0.name,
    forwarding: [{ mac: "02:42:0a:e9:02:02", vtep: "172.16.1.12" }],
    neighbors: [{ address: "10.233.2.2", mac: "02:42:0a:e9:02:02" }],
});`,
    properties: {
        ...adoptable,
        name: {
            type: name(64),
            meaning: "What its note on the host is called.",
            default: named("", 40),
            replaces: true,
            word: true,
        },
        tunnel: {
            type: linkName,
            meaning: 'The tunnel\'s device, one with `entries: "shared"`: `tunnel.name`.',
            output: "The tunnel's device.",
            required: true,
            replaces: true,
            standsOn: true,
            word: true,
        },
        bridge: {
            type: linkName,
            meaning: "The bridge that the tunnel is a port of, where neighbours are looked up.",
            absent: "the tunnel",
            replaces: true,
            standsOn: "ours",
            word: true,
        },
        generation: {
            type: text("whatever tells it from the one before"),
            meaning:
                "Which tunnel of that name it is, where another stack makes it: another value has the entries looked after again.",
            absent: "not told",
            word: true,
        },
        ...entries,
    },
});
