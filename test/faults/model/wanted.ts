import { ownerMark } from "../../../naming";
import type { World } from "./seen";
import { destination, entriesOf, gateway, routeDevice, spaceOf, type Wish } from "./wish";

/**
 * What has to be on a host where a program is up, as `seen` tells it: thought out from the wishes alone, without the kinds.
 * Things that are missing here must be missing there too; of a thing only what the program says is told.
 */
export function wanted(wish: Wish, owner: (name: string) => string): World {
    const mark = (name: string) => ownerMark(owner(name));
    const world: Record<string, Record<string, unknown>> = {};
    const { bridge, tunnel, nat, port, pass, names, route, sysctl } = wish;
    const entries = entriesOf(wish);
    for (const slot of ["ns1", "ns2"] as const) {
        const space = wish[slot];
        if (!space) continue;
        world[`link ${space.name} lo`] = { up: space.loopback, alias: mark(slot) };
        world[`netns ${space.name}`] = space.forwarding === undefined ? {} : { forwarding: space.forwarding };
    }
    if (bridge) {
        const { mtu, addresses, stp, mac } = bridge;
        world[`link - ${bridge.name}`] = {
            ...{ kind: "bridge", up: true, mtu, addresses: [...addresses].sort(), stp, alias: mark("bridge") },
            ...(mac && { mac }),
        };
    }
    for (const slot of ["cable1", "cable2"] as const) {
        const cable = wish[slot];
        const space = spaceOf(wish, slot);
        if (!cable || !space) continue;
        const { mtu, mac, addresses, routed, hairpin } = cable;
        const common = { kind: "veth", up: true, mtu, alias: mark(slot) };
        world[`link - v-${slot}`] = {
            ...common,
            addresses: [],
            master: bridge?.name,
            ...(bridge && { hairpin }),
        };
        world[`link ${space} eth0`] = {
            ...common,
            addresses: [...addresses].sort(),
            routes: routed ? [`192.0.2.0/24 via ${gateway}`] : [],
            ...(mac && { mac }),
        };
    }
    if (tunnel) {
        const { vni, peers, mtu, attached } = tunnel;
        world["link - vx0"] = {
            ...{ kind: "vxlan", up: true, vni, mtu: mtu === "auto" ? 1450 : mtu, alias: mark("tunnel") },
            master: attached ? bridge?.name : undefined,
            // Who shares a tunnel leaves alone what others put there.
            ...(tunnel.shared
                ? { known: [...peers, ...(entries?.peers ?? [])].sort() }
                : { peers: [...peers].sort(), known: [...peers].sort() }),
            remote: [...new Set(entries?.neighbors.map(({ mac, vtep }) => `${mac} at ${vtep}`))].sort(),
            // A bridge answers for a MAC only if it knows itself what is behind its port.
            switched: attached && bridge ? [...new Set(entries?.neighbors.map(({ mac }) => mac))].sort() : [],
        };
        const neighbors = entries?.neighbors.map(({ address, mac }) => `${address} is ${mac}`).sort();
        const on = world[`link - ${attached && bridge ? bridge.name : "vx0"}`];
        if (on) on.neighbors = neighbors ?? [];
        if (tunnel.guarded && peers.length > 0) {
            const chain = "filter hostnet-vx0-in";
            world["rules hostnet-vx0"] = {
                jumps: ["filter INPUT", "mangle FORWARD"],
                rows: [
                    ...peers.map((peer) => `${chain} -i eth1 -j RETURN -s ${peer}/32`),
                    `${chain} -j DROP`,
                    "mangle hostnet-vx0-fwd -j DROP",
                ].sort(),
            };
        }
    }
    if (nat) {
        const { name, source, except, out, to, forward } = nat;
        const leaves = [
            `-s ${source}`,
            ...(except ? [`! -d ${except}`] : []),
            ...(out ? [`-o ${out}`] : []),
            ...(to ? ["-j SNAT", `--to-source ${to}`] : ["-j MASQUERADE"]),
        ];
        const passing = [
            `filter ${name}-fwd -j ACCEPT -s ${source}`,
            `filter ${name}-fwd --ctstate RELATED,ESTABLISHED -d ${source} -j ACCEPT -m conntrack`,
        ];
        world[`rules ${name}`] = {
            jumps: [...(forward ? ["filter FORWARD"] : []), "nat POSTROUTING"],
            rows: [`nat ${name}-post ${leaves.sort().join(" ")}`, ...(forward ? passing : [])].sort(),
        };
    }
    if (port) {
        const { hostPort, protocol, target } = port;
        const local = port.local && bridge !== undefined;
        const words = [
            "-j DNAT",
            `--dport ${hostPort}`,
            `-m ${protocol}`,
            `-p ${protocol}`,
            `--to-destination ${target}:80`,
        ];
        world["rules web"] = {
            jumps: [
                "filter FORWARD",
                "nat OUTPUT",
                "nat POSTROUTING",
                "nat PREROUTING",
                ...(local ? ["raw PREROUTING"] : []),
            ],
            dnat: [`nat web-dnat ${words.sort().join(" ")}`],
        };
    }
    if (pass) {
        const chain = pass.action === "drop" ? "mangle pass-drop" : "filter pass-allow";
        const verdict = `-j ${pass.action.toUpperCase()}`;
        world["rules pass"] = {
            jumps: [pass.action === "drop" ? "mangle FORWARD" : "filter FORWARD"],
            rows: [
                ...(pass.except ? [`${chain} -j RETURN -s ${pass.except}/32`] : []),
                ...(pass.web ? [`${chain} --dport 443 -i eth1 ${verdict} -m tcp -p tcp`] : []),
                `${chain} ${verdict} -s ${pass.source}`,
            ].sort(),
        };
    }
    if (names && wish.ns1) {
        const hosts = Object.entries(names.hosts).flatMap(([name, all]) => all.map((address) => `${address} ${name}`));
        const head = `# ${mark("names")}`;
        world[`names ${wish.ns1.name}`] = {
            "resolv.conf": [head, ...names.nameservers.map((address) => `nameserver ${address}`)],
            hosts: hosts.length > 0 ? [head, "127.0.0.1 localhost", "::1 localhost", ...hosts] : undefined,
        };
    }
    if (route) {
        const { via, metric = 0 } = route;
        world[`route ${destination}`] = { rows: [`via ${via} dev ${routeDevice(wish)} metric ${metric}`] };
    }
    if (port?.local && bridge) world[`hold net.ipv4.conf.${bridge.name}.route_localnet`] = { value: "1" };
    if (sysctl) world[`hold ${sysctl.name}`] = { value: sysctl.value };
    return world;
}
