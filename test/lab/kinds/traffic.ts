import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import type { Ground } from "./harness";
import type { Made } from "./subject";

/** Answers TCP and UDP on ports with its name and who asked. */
const responder = `
const [name, ...ports] = process.argv.slice(1);
const told = (address) => name + " " + address.replace(/^::ffff:/, "") + "\\n";
for (const port of ports) {
    require("net").createServer((socket) => socket.on("error", () => {}).end(told(socket.remoteAddress))).listen(port, "::");
    const udp = require("dgram").createSocket("udp6");
    udp.on("message", (_, from) => udp.send(told(from.address), from.port, from.address)).bind(port);
}
setTimeout(() => console.log("ready"), 20);`;

/** Where something runs: a node of the lab, or a namespace on it. */
export interface Place {
    readonly node: string;
    readonly netns?: string;
}

const inside = ({ netns }: Place, argv: readonly string[]) =>
    netns ? ["ip", "netns", "exec", netns, ...argv] : [...argv];

/** Starts what goes on until the test ends; gives what it prints. */
function start(ground: Ground, place: Place, argv: readonly string[]): Readable {
    const child = ground.lab.spawn(place.node, inside(place, argv));
    onTestFinished(() => {
        child.kill();
    });
    return child.stdout as unknown as Readable;
}

/** Starts a responder for the rest of the test. */
export async function respond(ground: Ground, place: Place, name: string, ...ports: number[]): Promise<void> {
    const output = start(ground, place, [process.execPath, "-e", responder, name, ...ports.map(String)]);
    await new Promise((resolve) => output.once("data", resolve));
}

/** What answers there, `NAME WHO-IT-SAW`; "nothing" after a second, "refused" at once. */
export async function call(
    ground: Ground,
    from: Place,
    protocol: "tcp" | "udp",
    address: string,
    port: number,
): Promise<string> {
    const talk =
        protocol === "tcp"
            ? `exec 3<>/dev/tcp/${address}/${port} && read -r -t 1 -u 3 line && echo "$line"`
            : `exec 3<>/dev/udp/${address}/${port}; for i in 1 2 3; do echo hi >&3 && timeout 0.3 dd bs=512 count=1 status=none <&3 && exit; done`;
    const { stdout, stderr } = await ground.lab.exec(from.node, inside(from, ["timeout", "1", "bash", "-c", talk]));
    return stdout.trim() || (/refused/i.test(stderr) ? "refused" : "nothing");
}

/** A client with one UDP socket that asks all the time; what answered last. */
export async function client(ground: Ground, from: Place, address: string, port: number): Promise<() => string> {
    const talk = `exec 3<>/dev/udp/${address}/${port}; while :; do echo hi >&3; timeout 0.1 dd bs=512 count=1 <&3 || echo nothing; sleep 0.02; done 2>/dev/null`;
    let last = "";
    start(ground, from, ["bash", "-c", talk]).on("data", (data: Buffer) => {
        last = data.toString().trim().split("\n").at(-1) ?? last;
    });
    return () => last;
}

/** A bridge with two containers, .2 and .3, made with the provider; the host forwards. */
export async function containers(ground: Ground, { node = "host1", hairpin = false } = {}): Promise<void> {
    const make = (type: string, name: string, program: object): Promise<Made> =>
        ground.subject(type, { owner: `shop/dev/${name}`, node }).create({ name, ...program });
    const forwarding = (name: string, key: string) =>
        ground.subject("Sysctl", { owner: `shop/dev/${name}`, node }).create({ name: key, value: "1" });
    await forwarding("four", "net.ipv4.ip_forward");
    await forwarding("six", "net.ipv6.conf.all.forwarding");
    await ground.sh("echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad", node);
    await make("Bridge", "br0", { addresses: ["10.9.0.1/24", "fd00:9::1/64"] });
    for (const last of [2, 3]) {
        await make("Netns", `ns${last}`, { sysctls: { "net.ipv6.conf.default.accept_dad": "0" } });
        const addresses = [`10.9.0.${last}/24`, `fd00:9::${last}/64`];
        const routes = [
            { to: "default", via: "10.9.0.1" },
            { to: "default", via: "fd00:9::1" },
        ];
        await make("Veth", `v${last}`, { master: "br0", hairpin, peer: { netns: `ns${last}`, addresses, routes } });
        await ground.sh(
            `until [ -z "$(ip -n ns${last} -6 addr show tentative)$(ip -6 addr show dev br0 tentative)" ]; do sleep 0.05; done`,
            node,
        );
    }
}

/** Tries until it is so, three seconds at most. */
export async function eventually(check: () => boolean): Promise<boolean> {
    for (let tries = 0; tries < 150 && !check(); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    return check();
}
