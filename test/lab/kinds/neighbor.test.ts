import { describe, expect, it } from "vitest";
import { neighborSample } from "../../samples/links";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-neighbor");

const mac = (n: number) => `02:00:00:00:09:0${n}`;
const shown = "ip neigh show to 10.9.0.5 dev br0 | sed 's/ *$//'";
const noted = "cat /run/hostnet/neighbor/br0@10.9.0.5";

kindSuite(ground, {
    ...neighborSample,
    shows: [
        { see: shown, as: `10.9.0.5 lladdr ${mac(5)} PERMANENT` },
        { see: noted, as: /^owner hostnet:shop\/dev\/it\nlink \d+(\nwas .*)?$/ },
    ],
    maximalShows: [
        { see: "ip -n ns1 neigh show dev br0 nud permanent", as: /^fd00:9::5 lladdr 02:00:00:00:09:06 PERMANENT/ },
        { see: "ls /run/hostnet/neighbor", as: "ns1@br0@fd00:9::5" },
        { see: shown, as: "" },
    ],
    updates: [{ change: { mac: mac(7) }, see: shown, as: `10.9.0.5 lladdr ${mac(7)} PERMANENT` }],
    replacing: [
        { change: { address: "10.9.0.6" }, replaces: "address" },
        { change: { device: "br1" }, replaces: "device" },
        { change: { netns: "ns1" }, replaces: "netns" },
    ],
    drift: [
        { by: `ip neigh replace 10.9.0.5 lladdr ${mac(8)} dev br0 nud permanent`, key: "mac", from: {} },
        { by: `ip -n ns1 neigh replace fd00:9::5 lladdr ${mac(8)} dev br0 nud permanent`, key: "mac" },
        { by: "rm -r /run/hostnet", key: "owner" },
        { by: "rm /run/hostnet/neighbor/*", key: "owner", from: {} },
        // A daemon's now, though the note is still there.
        {
            by: `ip neigh replace 10.9.0.5 lladdr ${mac(5)} dev br0 extern_learn nud reachable`,
            key: "owner",
            from: {},
            steps: 2,
        },
    ],
    identity: "ip neigh show nud permanent | wc -l; ip -n ns1 neigh show nud permanent | wc -l",
    gone: "ip neigh del 10.9.0.5 dev br0 2>/dev/null; ip -n ns1 neigh del fd00:9::5 dev br0 2>/dev/null || true",
    goneToo: [
        { by: "ip neigh del 10.9.0.5 dev br0", from: {} },
        // The kernel takes all of them away with the carrier of the administrator's, and with the link.
        { by: "ip link set br0 down; ip link set br0 up", from: {} },
        { by: "ip -n ns1 link set br0 down; ip -n ns1 link set br0 up" },
        // What is learned is nobody's, and not what was declared.
        { by: `ip neigh replace 10.9.0.5 lladdr ${mac(5)} dev br0 nud stale`, from: {} },
    ],
    unmark: "rm /run/hostnet/neighbor/*",
    foreign: `ip neigh add 10.9.0.5 lladdr ${mac(9)} dev br0 nud permanent`,
});

describe("a Neighbor", { timeout: 60_000 }, () => {
    const subject = (owner?: string) => ground.subject("Neighbor", { owner });
    const { prepare, minimal } = neighborSample;
    const notes = "ls /run/hostnet 2>/dev/null || true";

    it.each([
        { family: 4, here: "10.9.0.1", there: "10.9.0.5", prefix: 24 },
        { family: 6, here: "fd00:9::1", there: "fd00:9::5", prefix: 64 },
    ])("of family $family is where packets go, in both directions, where nobody can be asked", async (row) => {
        const { here, there, prefix } = row;
        // The far end neither asks nor answers.
        await ground.reset(`
            ip netns add ns1; ip link add br0 address ${mac(1)} type bridge; ip link set br0 up
            ip link add p0 type veth peer name q0 address ${mac(5)} netns ns1; ip link set p0 master br0 up
            ip addr add ${here}/${prefix} dev br0 nodad; ip -n ns1 link set q0 arp off up
            ip -n ns1 addr add ${there}/${prefix} dev q0 nodad`);
        const answers = () => ground.sh(`ping -n -c 1 -W 1 ${there} >/dev/null && echo yes || echo no`);
        const back = await ground
            .subject("Neighbor", { owner: "shop/dev/back" })
            .create({ netns: "ns1", device: "q0", address: here, mac: mac(1) });
        expect(await answers()).toBe("no");
        const made = await subject().create({ device: "br0", address: there, mac: mac(5) });
        await expect.poll(answers).toBe("yes");
        const wrong = await subject().update(made, { device: "br0", address: there, mac: mac(6) });
        expect(await answers()).toBe("no");
        const right = await subject().update(wrong, { device: "br0", address: there, mac: mac(5) });
        await expect.poll(answers).toBe("yes");
        await subject().delete(back);
        expect(await answers()).toBe("no");
        await subject().delete(right);
    });

    it.each(["nud reachable", "nud stale"])(
        "takes the place of what was learned (%s), without adopt",
        async (state) => {
            await ground.reset(prepare);
            await ground.sh(`ip neigh replace 10.9.0.5 lladdr ${mac(9)} dev br0 ${state}`);
            const made = await subject().create(minimal);
            expect(await ground.sh(shown)).toBe(`10.9.0.5 lladdr ${mac(5)} PERMANENT`);
            await subject().delete(made);
            expect(await ground.sh(shown)).toBe("");
        },
    );

    it.each([
        `lladdr ${mac(9)} nud permanent`,
        `lladdr ${mac(5)} nud permanent`,
        `lladdr ${mac(5)} extern_learn nud reachable`,
    ])("that took the place of %s is refused without adopt, and gives it back as it was found", async (was) => {
        await ground.reset(prepare);
        await ground.sh(`ip neigh add 10.9.0.5 dev br0 ${was}`);
        const [before, entry] = [await ground.snapshot(), await ground.sh(shown)];
        await expect(subject().create(minimal)).rejects.toThrow(/is there already and carries no mark of ours/);
        const adopting = { ...minimal, adopt: true };
        // Made again after a lost answer, changed, and given back twice, as after another one.
        await subject().create(adopting);
        const made = await subject().create(adopting);
        expect(await ground.sh(shown)).toBe(`10.9.0.5 lladdr ${mac(5)} PERMANENT`);
        const moved = await subject().update(made, { ...adopting, mac: mac(7) });
        await subject().delete(moved);
        expect([await ground.snapshot(), await ground.sh(shown)]).toEqual([before, entry]);
        await subject().delete(moved);
        expect([await ground.snapshot(), await ground.sh(shown)]).toEqual([before, entry]);
    });

    it.each(["ip link del br0", "ip link del br0; ip link add br0 type bridge; ip link set br0 up"])(
        "that went with its link (%s) leaves no note behind when it is deleted, nor takes a stranger's",
        async (by) => {
            await ground.reset(prepare);
            const made = await subject().create(minimal);
            await ground.sh(by);
            expect(await subject().read(made)).toEqual({});
            await subject().delete(made);
            expect(await ground.sh(notes)).toBe("");
        },
    );

    it("on a link that was made anew is a stranger's, whatever the note of the old one says", async () => {
        await ground.reset(prepare);
        const made = await subject().create(minimal);
        await ground.sh(`ip link del br0; ip link add br0 type bridge; ip link set br0 up
            ip neigh add 10.9.0.5 lladdr ${mac(5)} dev br0 nud permanent`);
        const before = await ground.sh(shown);
        await expect(subject().delete(made)).rejects.toThrow(/carries no mark of ours, so it is not deleted/);
        expect(await ground.sh(shown)).toBe(before);
    });

    it("stays when a Bridge gets another MAC, loses its last address, and goes down and up", async () => {
        await ground.reset();
        const bridges = ground.subject("Bridge", { owner: "shop/dev/br0" });
        const bridge = { name: "br0", addresses: ["10.9.0.1/24"] };
        let br0 = await bridges.create(bridge);
        const made = await subject().create(minimal);
        for (const change of [{ mac: mac(2) }, { addresses: [] }, { up: false }, {}]) {
            br0 = await bridges.update(br0, { ...bridge, ...change });
            expect((await subject().read(made)).props, JSON.stringify(change)).toEqual(made.outs);
        }
    });

    it("is not given for a link that is not there, has another name, or leads to who is connected", async () => {
        await ground.reset(prepare);
        await expect(subject().create({ ...minimal, device: "br7" })).rejects.toThrow(
            /this host has no link br7, but lo .*br1.*: make it first/,
        );
        await expect(subject().create({ ...minimal, device: "br7", netns: "ns1" })).rejects.toThrow(
            /namespace ns1 has no link br7, but lo .*br0/,
        );
        await expect(subject().create({ ...minimal, netns: "ns7" })).rejects.toThrow(
            /there is no network namespace ns7 on this host/,
        );
        await ground.sh("ip link property add dev br1 altname other");
        await expect(subject().create({ ...minimal, device: "other" })).rejects.toThrow(
            /other is another name of the link br1/,
        );
        const [client = ""] = (await ground.sh("ss -Hnt state established '( sport = :22 )' | awk '{print $4}'")).split(
            "\n",
        );
        const address = client.slice(0, client.lastIndexOf(":"));
        await expect(subject().create({ device: "eth1", address, mac: mac(9) })).rejects.toThrow(
            /an entry for it on eth1 would mislead the packets there/,
        );
        expect(await ground.sh(notes)).toBe("");
    });

    it("and a Forwarding refuse each other's entry", async () => {
        await ground.reset(`${prepare}
            ip link add vx0 type vxlan id 40 dstport 4789 dev eth1 nolearning; ip link set vx0 master br0 up`);
        const forwardings = ground.subject("Forwarding", { owner: "shop/dev/web" });
        const program = { tunnel: "vx0", bridge: "br0", neighbors: [{ address: "10.9.0.5", mac: mac(6) }] };
        const made = await subject().create(minimal);
        await expect(forwardings.create(program)).rejects.toThrow(/10\.9\.0\.5 lladdr 02:00:00:00:09:05 already/);
        await subject().delete(made);
        const theirs = await forwardings.create(program);
        await expect(subject().create(minimal)).rejects.toThrow(/is there already and carries no mark of ours/);
        await forwardings.delete(theirs);
    });
});
