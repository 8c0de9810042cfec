import { describe, expect, it } from "vitest";
import { routeSample } from "../../samples/host";
import { onLab, type Values } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-route", { hosts: 2 });

const hop = (n: number) => `${ground.underlay}.${n}`;
const shown = "ip route show root 10.9.0.0/16 | sed 's/ linkdown//; s/ *$//'";
/** Routes over the underlay's device outlive a test. */
const flush = "ip route flush root 10.9.0.0/16";
const link = "ip link add d0 address 02:00:00:00:0d:00 type bridge; ip link set d0 up";

kindSuite(ground, {
    ...routeSample(ground.underlay),
    shows: [{ see: shown, as: `10.9.0.0/24 via ${hop(12)} dev eth1 proto static` }],
    maximalShows: [
        { see: shown, as: "10.9.0.0/24 via 10.7.0.9 dev d0 proto static src 10.8.0.1 metric 50 onlink" },
        { see: "cat /run/hostnet/route/10.9.0.0_24@50", as: "owner hostnet:shop/dev/it" },
    ],
    updates: [
        { change: { via: hop(13) }, see: shown, as: `10.9.0.0/24 via ${hop(13)} dev eth1 proto static` },
        { change: { device: "eth1" }, see: shown, as: /dev eth1/ },
        { change: { via: undefined, device: "d0" }, see: shown, as: "10.9.0.0/24 dev d0 proto static scope link" },
        { change: { source: "10.8.0.1" }, see: shown, as: /src 10\.8\.0\.1/ },
        { change: { device: "d0", via: "10.7.0.9", onlink: true }, see: shown, as: /via 10\.7\.0\.9 dev d0 .*onlink/ },
    ],
    replacing: [
        { change: { to: "10.9.1.0/24" }, replaces: "to" },
        { change: { metric: 60 }, replaces: "metric" },
    ],
    drift: [
        { by: "ip route replace 10.9.0.0/24 via 10.8.0.7 dev d0 metric 50 src 10.8.0.1", key: "via onlink", steps: 1 },
        { by: "ip route replace 10.9.0.0/24 dev d0 metric 50 proto static", key: "via source onlink", steps: 1 },
        {
            by: `ip route replace 10.9.0.0/24 via ${hop(12)} dev eth1 metric 50 proto static`,
            key: "via device source onlink",
            steps: 1,
        },
        {
            by: "ip route replace 10.9.0.0/24 via 10.7.0.8 dev d0 onlink metric 50 src 10.8.0.1 proto static",
            key: "via",
        },
        { by: "ip route replace 10.9.0.0/24 via 10.7.0.9 dev d0 onlink metric 50 proto static", key: "source" },
        { by: "rm -r /run/hostnet", key: "owner" },
        { by: "rm /run/hostnet/route/*", key: "owner" },
        // A daemon's now, though the note is still there.
        { by: `ip route replace 10.9.0.0/24 via ${hop(12)} proto bird`, key: "owner", from: {}, steps: 2 },
    ],
    identity: "ip route show root 10.9.0.0/16 | wc -l",
    gone: flush,
    goneToo: [
        { by: "ip route del 10.9.0.0/24 metric 50" },
        // The kernel takes the route away with its link, or with the address that it comes from.
        { by: "ip link set d0 down; ip link set d0 up" },
        { by: "ip addr del 10.8.0.1/24 dev d0; ip addr add 10.8.0.1/24 dev d0" },
        // Another metric, or another network, is another route.
        { by: `${flush}; ip route add 10.9.0.0/24 via 10.7.0.9 dev d0 onlink metric 51 src 10.8.0.1 proto static` },
    ],
    unmark: "rm /run/hostnet/route/*",
    foreign: `ip route add 10.9.0.0/24 via ${hop(12)} proto dhcp`,
});

describe("a Route", { timeout: 60_000 }, () => {
    const subject = (owner?: string) => ground.subject("Route", { owner });

    it("is refused where another one has its metric, which is named, and takes it over and gives it back when that fails", async () => {
        await ground.reset(`${flush}; ip route add 10.9.0.0/24 via ${hop(13)} proto dhcp metric 20`);
        const program = { to: "10.9.0.0/24", via: hop(12), metric: 20 };
        const before = await ground.snapshot();
        await expect(subject().create(program)).rejects.toThrow(
            `route 10.9.0.0/24 via ${hop(13)} dev eth1 proto dhcp metric 20 on host h1 is there already and carries no mark of ours`,
        );
        await expect(subject().create({ ...program, via: "192.0.2.1", adopt: true })).rejects.toThrow(
            /invalid gateway/,
        );
        expect(await ground.snapshot()).toBe(before);
        // With another metric both are there.
        const made = await subject().create({ ...program, metric: 30 });
        await subject().delete(made);
        expect(await ground.snapshot()).toBe(before);
    });

    it.each([
        { to: "fd00:9::/64", via: `${ground.underlay6}::12` },
        { to: "fd00:9::5", via: `${ground.underlay6}::12`, metric: 7 },
        { to: "default", via: `${ground.underlay6}::12`, metric: 4000 },
        { to: "::/0", device: "d0", metric: 5000 },
        { to: "10.9.0.5", device: "d0", metric: 9 },
        { to: "default", via: hop(12), metric: 4000 },
    ])("to $to is made, settled, and gone without a trace", async (program: Values) => {
        await ground.reset(`${flush}; ${link}`);
        const before = await ground.snapshot();
        const { value: made, trips } = await subject().trips(() => subject().create(program));
        expect(trips).toBe(1);
        expect((await subject().read(made)).props).toEqual(made.outs);
        expect(await subject().diff(made, program)).toMatchObject({ changes: false });
        await subject().delete(made);
        expect(await ground.snapshot()).toBe(before);
    });

    it("brings packets to what is behind another host, and back", async () => {
        for (const n of [1, 2]) {
            const node = `host${n}`;
            await ground.reset(`${flush}; ${link}; ip addr add 10.9.${n}.1/24 dev d0`, node);
            await ground
                .subject("Route", { node })
                .create({ to: `10.9.${3 - n}.0/24`, via: hop(13 - n), source: `10.9.${n}.1` });
        }
        expect(await ground.sh("ping -n -c 1 -W 2 10.9.2.1 | sed -n 2p")).toContain("64 bytes from 10.9.2.1");
        await ground.reset(flush, "host2");
    });

    it.each([
        { was: `default via ${hop(1)} dev eth1`, program: { to: "default", via: hop(12) } },
        {
            was: `10.9.0.0/24 via ${hop(13)} dev eth1 proto dhcp metric 20`,
            program: { to: "10.9.0.0/24", via: hop(12), metric: 20 },
        },
        { was: `10.9.0.0/24 via ${hop(12)} dev eth1 proto static`, program: { to: "10.9.0.0/24", via: hop(12) } },
        { was: `10.9.0.0/24 dev d0 scope link src 10.8.0.1`, program: { to: "10.9.0.0/24", via: hop(12) } },
    ])("that took the place of $was is given back as it was found, whatever became of it", async ({ was, program }) => {
        await ground.reset(`${flush}; ${link}; ip addr add 10.8.0.1/24 dev d0; ip route replace ${was}`);
        const before = await ground.snapshot();
        const adopting = { ...program, adopt: true };
        // Made again after a lost answer, changed, and given back twice, as after another one.
        await subject().create(adopting);
        const made = await subject().create(adopting);
        const moved = await subject().update(made, { ...adopting, via: hop(14) });
        const marked = await ground.subject("Route", { connection: { mark: "aaaaaa" } });
        const whole = await marked.update(moved, { ...adopting, host: marked.connection });
        const { trips } = await marked.trips(() => marked.delete(whole));
        expect(trips).toBe(1);
        expect(await ground.snapshot()).toBe(before);
        await marked.delete(whole);
        expect(await ground.snapshot()).toBe(before);
    });

    it("leaves none where the device of the adopted one is gone", async () => {
        await ground.reset(`${flush}; ${link}; ip route add 10.9.0.0/24 dev d0`);
        const made = await subject().create({ to: "10.9.0.0/24", via: hop(12), adopt: true });
        await ground.sh("ip link del d0");
        await subject().delete(made);
        expect(await ground.sh("ip route show 10.9.0.0/24; ls /run/hostnet 2>/dev/null || true")).toBe("");
    });

    it("that went with its link leaves no note behind when it is deleted", async () => {
        await ground.reset(`${flush}; ${link}`);
        const made = await subject().create({ to: "10.9.0.0/24", device: "d0" });
        await ground.sh("ip link del d0");
        expect(await subject().read(made)).toEqual({});
        await subject().delete(made);
        expect(await ground.sh("ls /run/hostnet 2>/dev/null || true")).toBe("");
    });

    it("is not among what a host's routes take, and a stranger's is", async () => {
        await ground.reset(`${flush}; ip route add 10.9.1.0/24 via ${hop(12)}`);
        const host = ground.subject("Host");
        const routes = async () => (await host.create({})).outs.routes;
        const before = await routes();
        expect(before).toContain("10.9.1.0/24");
        const made = await subject().create({ to: "10.9.0.0/24", via: hop(12) });
        expect(await routes()).toEqual(before);
        await subject().delete(made);
    });

    it("does not take over, or take away, the way to who is connected", async () => {
        await ground.reset(flush);
        // The session that the rest is about.
        await ground.subject("Host").create({});
        const [client = ""] = (await ground.sh("ss -Hnt state established '( sport = :22 )' | awk '{print $4}'")).split(
            "\n",
        );
        const address = client.slice(0, client.lastIndexOf(":"));
        expect(address).toMatch(/^[0-9.]+$/);
        const before = await ground.snapshot();
        await expect(subject().create({ to: address, via: hop(12), device: "eth1" })).rejects.toThrow(
            /would take over the way back there/,
        );
        expect(await ground.snapshot()).toBe(before);
        // The way that it goes already is no danger; but once the route carries it, another way is, and so is its end.
        const made = await subject().create({ to: address, device: "eth1" });
        await expect(subject().update(made, { to: address, device: "eth1", via: hop(12) })).rejects.toThrow(
            /would take over the way back there/,
        );
        const network = `${ground.underlay}.0/24 dev eth1 proto kernel scope link src ${ground.underlay}.11`;
        await ground.sh(`ip route del ${network}`);
        await expect(subject().delete(made)).rejects.toThrow(
            /without the route to .* the way back there would be another one, or none/,
        );
        await ground.sh(`ip route add ${network}`);
        await subject().delete(made);
        expect(await ground.snapshot()).toBe(before);
    });
});
