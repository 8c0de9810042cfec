import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { onLab } from "./harness";

const ground = onLab("not-forwarding");
let count = 0;
/** Names of its own for the host: what a program declares on one says nothing of another. */
const fresh = () => ({ connection: { name: `h${++count}` } });
const nat = { name: "out", source: "10.9.0.0/24" };
const nat6 = { name: "out", source: "fd09::/64" };
const port = { name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 } };
const forwarding = (value: 0 | 1) => `
    echo ${value} >/proc/sys/net/ipv4/ip_forward
    # Its devices follow only where it changes.
    echo ${value} >/proc/sys/net/ipv4/conf/eth1/forwarding
    echo ${value} >/proc/sys/net/ipv6/conf/all/forwarding`;

let warn: MockInstance;
const said = () => warn.mock.calls.flat().join("\n");

describe("rules on a host that does not forward", { timeout: 60_000 }, () => {
    beforeEach(async () => {
        await ground.reset(forwarding(0));
        warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    });
    afterEach(() => vi.restoreAllMocks());

    it.each([
        ["NatRule", "NAT rule", nat],
        ["PortMapping", "port mapping", port],
    ])(
        "%s: is made in one round trip, with a warning that names the setting, as a refresh does",
        async (kind, noun, args) => {
            const options = fresh();
            const subject = ground.subject(kind, options);
            const { value: made, trips } = await subject.trips(() => subject.create(args));
            expect(trips).toBe(1);
            const sentence = `warning: ${noun} ${args.name}: host ${options.connection.name} forwards no IPv4 packets (net.ipv4.ip_forward is 0), and without that these rules have none to work on: a Sysctl switches it on, { host, name: "net.ipv4.ip_forward", value: "1" }.`;
            expect(said()).toBe(sentence);
            expect(JSON.stringify(made.outs)).not.toMatch(/warning|forwards/);
            warn.mockClear();
            const read = await subject.read(made);
            expect(said()).toBe(sentence);
            warn.mockClear();
            // Nothing of it is a difference: neither to the program, nor to what the state recognises it by.
            await ground.sh(forwarding(1));
            expect(await subject.read(made)).toEqual(read);
            const { trips: again } = await subject.trips(() => subject.update(made, { ...args, adopt: true }));
            expect(again).toBe(0);
            expect(said()).toBe("");
            await subject.delete(made);
        },
    );

    it("of IPv6 is another setting", async () => {
        await ground.sh("echo 1 >/proc/sys/net/ipv4/ip_forward");
        const subject = ground.subject("NatRule", fresh());
        await subject.delete(await subject.create(nat));
        expect(said()).toBe("");
        const made = await subject.create(nat6);
        expect(said()).toContain('name: "net.ipv6.conf.all.forwarding", value: "1"');
        await subject.delete(made);
    });

    it("is not warned of where one device forwards", async () => {
        await ground.sh("echo 1 >/proc/sys/net/ipv4/conf/eth1/forwarding");
        const subject = ground.subject("NatRule", fresh());
        await subject.delete(await subject.create(nat));
        expect(said()).toBe("");
    });

    it("is not warned of where a Sysctl of the program comes at the same moment, of that host and family", async () => {
        const options = fresh();
        const subject = ground.subject("NatRule", options);
        const sysctl = ground.subject("Sysctl", options);
        const making = subject.create(nat);
        await new Promise((resolve) => setTimeout(resolve, 300));
        await sysctl.check({ name: "net.ipv4.ip_forward", value: "1" });
        await subject.delete(await making);
        expect(said()).toBe("");
        await subject.delete(await subject.create(nat6));
        expect(said()).toContain("IPv6");
        const elsewhere = ground.subject("NatRule", fresh());
        warn.mockClear();
        await elsewhere.delete(await elsewhere.create(nat));
        expect(said()).toContain("IPv4");
    });
});
