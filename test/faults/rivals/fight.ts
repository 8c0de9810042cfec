import type { Lab } from "../../../lab";
import { inThisProcess } from "../model/providers";
import { seen } from "../model/seen";
import { stackOf } from "../model/stack";
import type { Registration } from "../model/wish";
import { looping, type Rival } from "./rivals";

/** How often the program changes while the rival is at it. */
export const rounds = process.env.HOSTNET_SOAK ? 8 : 2;

const r = (kind: string, logical: string, args: Record<string, unknown>, ...needs: string[]): Registration => ({
    ...{ kind, name: logical, args, needs },
});

/** One of each kind; `round` changes what can be changed in place. */
const program = (round: number): Registration[] => {
    const mtu = 1400 + round;
    return [
        r("Bridge", "bridge", { name: "br0", addresses: ["10.9.0.1/24"], mtu, mac: "02:00:00:00:09:01" }),
        r("Netns", "netns", { name: "ns1" }),
        r(
            "Veth",
            "veth",
            { name: "veth0", master: "br0", mtu, peer: { netns: "ns1", addresses: [`10.9.0.${2 + round}/24`] } },
            "bridge",
            "netns",
        ),
        r(
            "VxlanTunnel",
            "tunnel",
            { name: "vxlan0", vni: 42, device: "eth1", peers: ["172.16.1.12"], mtu, allowFrom: "peers", master: "br0" },
            "bridge",
        ),
        r("Sysctl", "sysctl", { name: "net.ipv4.ip_forward", value: "1" }),
        r("NatRule", "nat", { name: "out", source: "10.9.0.0/24", outInterface: "eth1" }),
        r("PortMapping", "port", { name: "web", hostPort: 8080 + round, target: { address: "10.9.0.2", port: 80 } }),
    ];
};

/** He has ended what he was at, and does nothing more. */
const ceaseFire = "rm -f /run/rival /run/rival.rests; until [ -e /run/rival.rests ]; do sleep 0.02; done";

/** Lets a rival loop while a stack lives; what was wrong in the end, and how often he struck. */
export async function fight(lab: Lab, rival: Rival): Promise<{ wrong: string[]; loops: number }> {
    await lab.exec("host1", "rm -f /run/rival.stop; touch /run/rival; echo 0 >/run/rival.count");
    const loop = lab.spawn("host1", ["sh", "-c", looping(rival)]);
    try {
        const wrong = await life(lab);
        const { stdout } = await lab.exec("host1", "cat /run/rival.count");
        return { wrong, loops: Number(stdout) };
    } finally {
        await lab.exec("host1", "touch /run/rival.stop");
        await loop;
    }
}

const policy = "iptables -P FORWARD ACCEPT";

/** Several `up`s under fire, each followed by a cease-fire, a refresh and an `up`; what was not as it should be then. */
async function life(lab: Lab): Promise<string[]> {
    const { address, user, hostKey } = lab.hosts[0] ?? {};
    const host = { name: "host1", address, user, hostKey, identityFile: lab.identityFile };
    const stack = stackOf(inThisProcess, (logical) => ({ host, owner: `rival/dev/${logical}`, adopt: false }));
    const wrong: string[] = [];
    for (let round = 0; round < rounds; round++) {
        const fought = await stack.up(program(round), { refresh: false });
        // An error names what it could not make true; it never says that all is well where it is not.
        for (const error of fought.errors) if (!/host host1/.test(error)) wrong.push(`no host in: ${error}`);
        await lab.exec("host1", ceaseFire);
        const shown = await stack.refresh();
        const repaired = await stack.up(program(round), { refresh: false });
        const again = await stack.refresh();
        const left = await stack.preview(program(round));
        for (const report of [shown, repaired, again, left]) wrong.push(...report.errors);
        for (const step of [...again.steps.filter((text) => text.startsWith("drift")), ...left.steps])
            wrong.push(`round ${round}: ${step}`);
        wrong.push(...(await judged(lab, round)).map((text) => `round ${round}: ${text}`));
        await lab.exec("host1", "touch /run/rival");
    }
    await lab.exec("host1", ceaseFire);
    await stack.refresh();
    wrong.push(...(await stack.destroy()).errors);
    const rest = Object.keys(await seen(lab, "host1")).filter((thing) => thing !== "link - docker0");
    if (rest.length > 0) wrong.push(`left behind: ${rest.join(", ")}`);
    await lab.exec(
        "host1",
        `${policy}; nft flush ruleset; ip link del docker0 2>/dev/null; rm -rf /run/hostnet; echo 0 >/proc/sys/net/ipv4/ip_forward`,
    );
    return wrong;
}

/** What on the host is not as the program of a round says. */
async function judged(lab: Lab, round: number): Promise<string[]> {
    const world = await seen(lab, "host1");
    const mtu = 1400 + round;
    const wants: [string, string, unknown][] = [
        ["link - br0", "mtu", mtu],
        ["link - br0", "mac", "02:00:00:00:09:01"],
        ["link - br0", "addresses", ["10.9.0.1/24"]],
        ["link - veth0", "master", "br0"],
        ["link ns1 eth0", "addresses", [`10.9.0.${2 + round}/24`]],
        ["link - vxlan0", "peers", ["172.16.1.12"]],
        ["rules out", "jumps", ["filter FORWARD", "nat POSTROUTING"]],
        ["rules web", "jumps", ["filter FORWARD", "nat OUTPUT", "nat POSTROUTING", "nat PREROUTING"]],
        ["rules hostnet-vxlan0", "jumps", ["filter INPUT", "mangle FORWARD"]],
        ["hold net.ipv4.ip_forward", "value", "1"],
    ];
    return wants.flatMap(([thing, of, want]) => {
        const is = JSON.stringify(world[thing]?.[of]);
        // Where Docker is, our jumps are in its chain for others.
        return is?.replaceAll("DOCKER-USER", "FORWARD") === JSON.stringify(want) ? [] : [`${thing}: ${of} is ${is}`];
    });
}
