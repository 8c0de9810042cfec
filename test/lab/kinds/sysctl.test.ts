import { beforeEach, describe, expect, it } from "vitest";
import { sysctlSample } from "../../samples/host";
import { onLab } from "./harness";
import type { Made, Values } from "./subject";
import { driftSuite } from "./suite";

const ground = onLab("kind-sysctl");
const key = "net.ipv4.ip_forward";
const file = "/proc/sys/net/ipv4/ip_forward";
const program = { name: key, value: "1" };
const records = () => ground.sh("find /run/hostnet 2>/dev/null; true");
const owned = (name: string) => ground.subject("Sysctl", { owner: `shop/dev/${name}` });
const seen = async (made: Made, of = ground.subject("Sysctl")): Promise<Made> => ({
    id: made.id,
    outs: (await of.read(made)).props as Values,
});

const range = "/proc/sys/net/ipv4/ip_local_port_range";
driftSuite(ground, {
    ...sysctlSample,
    drift: [
        { by: `echo '1024 2048' >${range}`, key: "value" },
        { by: `echo '1024 2048' >${range}`, key: "value", from: {} },
    ],
    identity: "echo value",
    gone: "rm -r /run/hostnet",
    goneToo: [{ by: "rm /run/hostnet/sysctl/*" }, { by: "sed -i /^owner/d /run/hostnet/sysctl/*" }],
});

describe("a sysctl", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset(`echo 0 >${file}`));

    it("is set in one round trip, settled, set again in two, and restored in one", async () => {
        const one = ground.subject("Sysctl");
        const before = await ground.snapshot();
        const made = await one.trips(() => one.create(program));
        expect(made.trips).toBe(1);
        expect(made.value.id).toBe(`h1/sysctl/${key}`);
        expect(await ground.sh(`cat ${file}`)).toBe("1");
        expect(await one.diff(made.value, program)).toMatchObject({ changes: false });
        const read = await one.trips(() => one.read(made.value));
        expect(read).toMatchObject({ trips: 1, value: { props: made.value.outs } });
        const again = await one.trips(() => one.create(program));
        expect(again.trips).toBe(2);
        expect(again.value).toEqual(made.value);
        expect((await one.trips(() => one.delete(made.value))).trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
        expect((await one.trips(() => one.delete(made.value))).trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
    });

    it("is updated in place, to several numbers too, and replaced for another key", async () => {
        const one = ground.subject("Sysctl");
        const name = "net.ipv4.ip_local_port_range";
        const before = await ground.snapshot();
        const made = await one.create({ name, value: "20000   30000" });
        expect(made.outs.value).toBe("20000 30000");
        const { value: updated, trips } = await one.trips(() => one.update(made, { name, value: "20000 40000" }));
        expect(trips).toBe(1);
        expect(await ground.sh("cat /proc/sys/net/ipv4/ip_local_port_range")).toMatch(/^20000\s+40000$/);
        expect(await one.diff(updated, { name, value: "20000 40000" })).toMatchObject({ changes: false });
        expect(await one.diff(updated, program)).toMatchObject({
            changes: true,
            replaces: expect.arrayContaining(["name"]),
        });
        await one.delete(updated);
        expect(await ground.snapshot()).toBe(before);
    });

    it("shows what a hand set as value, and sets it back", async () => {
        const one = ground.subject("Sysctl");
        const before = await ground.snapshot();
        const made = await one.create(program);
        await ground.sh(`echo 0 >${file}`);
        const drifted = await seen(made);
        expect(drifted.outs).toMatchObject({ value: "0" });
        const { value: repaired, trips } = await one.trips(() => one.update(drifted, program));
        expect(trips).toBe(1);
        expect(await ground.sh(`cat ${file}`)).toBe("1");
        expect(repaired.outs).toEqual(made.outs);
        await ground.sh(`echo 0 >${file}`);
        expect((await one.trips(() => one.update(made, program))).trips).toBe(2);
        await one.delete(made);
        expect(await ground.snapshot()).toBe(before);
    });

    it("is found gone where the record is lost, and held again", async () => {
        const one = ground.subject("Sysctl");
        const made = await one.create(program);
        await ground.sh("rm -r /run/hostnet");
        expect(await one.read(made)).toEqual({});
        await one.delete(made);
        expect(await ground.sh(`cat ${file}`)).toBe("1");
        await one.create(program);
        expect(await records()).toContain(key);
    });

    it("is let go of where its device is gone", async () => {
        const name = "net.ipv4.conf.br0.rp_filter";
        await ground.sh("ip link add br0 type bridge");
        const one = ground.subject("Sysctl");
        const made = await one.create({ name, value: "2" });
        await ground.sh("ip link del br0");
        expect((await seen(made)).outs).toMatchObject({ value: "" });
        await expect(one.update(await seen(made), { name, value: "2" })).rejects.toThrow(
            /has no sysctl net\.ipv4\.conf\.br0\.rp_filter/,
        );
        await one.delete(made);
        expect(await records()).toBe("");
    });

    it("of a device with a dot in its name has a slash there", async () => {
        await ground.sh("ip link add br0.7 type bridge");
        const one = ground.subject("Sysctl");
        const made = await one.create({ name: "net.ipv4.conf.br0/7.rp_filter", value: "2" });
        expect(await ground.sh("cat /proc/sys/net/ipv4/conf/br0.7/rp_filter")).toBe("2");
        await one.delete(made);
        expect(await ground.sh("cat /proc/sys/net/ipv4/conf/br0.7/rp_filter")).not.toBe("2");
        expect(await records()).toBe("");
    });

    it.each([
        [
            "net.ipv4.no_such_thing",
            "1",
            /on host h1 is refused: this host has no sysctl net\.ipv4\.no_such_thing .*choose another key\. Nothing was changed/,
        ],
        [key, "many", /failed with status 1: the kernel does not take the value many\. .*the host is as before/],
    ])("refuses %s = %s", async (name, value, message) => {
        const before = await ground.snapshot();
        await expect(ground.subject("Sysctl").create({ name, value })).rejects.toThrow(message);
        expect(await ground.snapshot()).toBe(before);
    });

    it.each([
        [{ name: "kernel.hostname", value: "x" }, /name: .*not a key of net\.\*/],
        [{ name: "net.ipv4.conf.../../../kernel.hostname", value: "x" }, /name: .*not a key of net\.\*/],
        [{ name: "net.//.//.//.etc.motd/x", value: "x" }, /name: .*not a key of net\.\*/],
        [{ name: "net.ipv4.conf./.rp_filter", value: "1" }, /name: .*not a key of net\.\*/],
        [{ name: key, value: "1; reboot" }, /value: .*not a value of letters/],
        [{ name: key, value: "" }, /value: /],
    ])("refuses %j before any host is asked", async (bad, message) => {
        expect((await ground.subject("Sysctl").failures(bad)).join("\n")).toMatch(message);
    });
});

describe("a sysctl of two owners", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset(`echo 0 >${file}`));

    it.each([
        { name: key, devices: "/proc/sys/net/ipv4/conf" },
        { name: "net.ipv4.conf.all.forwarding", devices: "/proc/sys/net/ipv4/conf" },
        { name: "net.ipv6.conf.all.forwarding", devices: "/proc/sys/net/ipv6/conf" },
    ])("$name stays until the last one leaves, and then every device is as it was", async ({ name, devices }) => {
        await ground.sh(
            `ip link add br0 type bridge; echo 1 >${devices}/br0/forwarding; echo 1 >${devices}/default/forwarding`,
        );
        const before = await ground.snapshot();
        const [a, b] = [owned("a"), owned("b")];
        const [first, second] = [await a.create({ name, value: "1" }), await b.create({ name, value: "1" })];
        expect(await ground.sh(`cat ${devices}/eth1/forwarding`)).toBe("1");
        await a.delete(first);
        expect(await ground.sh(`cat ${devices}/all/forwarding`)).toBe("1");
        expect(await a.read(first)).toEqual({});
        expect((await b.read(second)).props).toEqual(second.outs);
        await b.delete(second);
        expect(await ground.snapshot()).toBe(before);
        await ground.sh(`echo 0 >${devices}/default/forwarding; ip link del br0`);
    });

    it("refuses another value than the other wants, naming the other", async () => {
        const first = await owned("a").create(program);
        const before = await ground.snapshot();
        await expect(owned("b").create({ name: key, value: "0" })).rejects.toThrow(
            /hostnet:shop\/dev\/a holds net\.ipv4\.ip_forward at 1: two owners cannot want different values\. Nothing was changed/,
        );
        const second = await owned("b").create(program);
        await expect(owned("b").update(second, { name: key, value: "0" })).rejects.toThrow(/shop\/dev\/a holds/);
        await owned("b").delete(second);
        expect(await ground.snapshot()).toBe(before);
        // Alone again, its owner may change it.
        const changed = await owned("a").update(first, { name: key, value: "0" });
        expect(await ground.sh(`cat ${file}`)).toBe("0");
        await owned("a").delete(changed);
        expect(await records()).toBe("");
    });

    it("is counted right by twenty sessions at once", async () => {
        const before = await ground.snapshot();
        const writers = Array.from({ length: 20 }, (_, index) =>
            ground.subject("Sysctl", {
                owner: `shop/dev/w${index}`,
                connection: { connectTimeoutSeconds: 30 + index },
            }),
        );
        const all = await Promise.all(writers.map((one) => one.create(program)));
        expect(await ground.sh(`grep -c '^owner ' /run/hostnet/sysctl/${key}`)).toBe("20");
        await Promise.all(writers.map((one, index) => one.delete(all[index] as Made)));
        expect(await ground.snapshot()).toBe(before);
    });
});
