import { beforeEach, describe, expect, it } from "vitest";
import { onLab } from "./harness";
import type { Made } from "./subject";

const ground = onLab("kind-rule-sharing");
const out = { name: "out", source: "10.9.0.0/16" };
const web = { name: "web", hostPort: 8080, target: { address: "10.9.0.2", port: 80 } };
const pass = { name: "web", action: "accept", matches: [{ source: "10.9.0.0/16" }] };
const nat = (owner: string) => ground.subject("NatRule", { owner });
const port = (owner: string) => ground.subject("PortMapping", { owner });
const count = (tool = "iptables") => ground.sh(`${tool}-save | grep -c hostnet: || true`);

describe("rules on one host", { timeout: 60_000 }, () => {
    beforeEach(() => ground.reset());

    it("of two stacks do not disturb each other, and go with the last", async () => {
        const before = await ground.snapshot();
        const ours = [await nat("shop/dev/out").create(out), await port("shop/dev/web").create(web)] as const;
        const alone = await ground.snapshot({ sysctls: false });
        const theirs = [
            await nat("blog/prod/out").create({ name: "out-2", source: "10.8.0.0/16" }),
            await port("blog/prod/web").create({ ...web, name: "web-2", hostPort: 8081 }),
        ] as const;
        expect((await nat("shop/dev/out").read(ours[0])).props).toEqual(ours[0].outs);
        expect((await port("shop/dev/web").read(ours[1])).props).toEqual(ours[1].outs);
        await ground.sh("iptables -t nat -F out-post");
        await nat("shop/dev/out").update(ours[0], out);
        expect((await nat("blog/prod/out").read(theirs[0])).props).toEqual(theirs[0].outs);
        await nat("blog/prod/out").delete(theirs[0]);
        await port("blog/prod/web").delete(theirs[1]);
        const sorted = (text: string) => text.split("\n").sort();
        expect(sorted(await ground.snapshot({ sysctls: false }))).toEqual(sorted(alone));
        await port("shop/dev/web").delete(ours[1]);
        await nat("shop/dev/out").delete(ours[0]);
        expect(await ground.snapshot()).toBe(before);
    });

    it("of two kinds cannot have one name, though one logical name makes one mark", async () => {
        const owner = "shop/dev/web";
        for (const [first, second, one, other] of [
            ["NatRule", "PortMapping", { ...out, name: "web" }, web],
            ["PortMapping", "NatRule", web, { ...out, name: "web" }],
            ["ForwardRule", "NatRule", pass, { ...out, name: "web" }],
            ["PortMapping", "ForwardRule", web, pass],
            ["ForwardRule", "PortMapping", { ...pass, action: "drop" }, web],
        ] as const) {
            const made = await ground.subject(first, { owner }).create(one);
            const before = await ground.snapshot();
            const taken =
                /^web on host h1 is a (NAT rule|port mapping|forward rule) \(it has the chain web-\w+\), not a .*: choose/;
            await expect(ground.subject(second, { owner }).create(other)).rejects.toThrow(taken);
            await expect(ground.subject(second, { owner }).create({ ...other, adopt: true })).rejects.toThrow(taken);
            // What a state of before this rule may still say: it is gone, and its delete leaves the other alone.
            const stale = { id: "h1/x", outs: { ...(await ground.subject(second, { owner }).check(other)) } };
            expect(await ground.subject(second, { owner }).read(stale)).toEqual({});
            await ground.subject(second, { owner }).delete(stale);
            expect(await ground.snapshot()).toBe(before);
            await ground.subject(first, { owner }).delete(made);
        }
        expect(await nat("a/b/c").failures({ ...out, name: "hostnet-vx0" })).toEqual([
            expect.stringMatching(/^name: "hostnet-vx0" begins with hostnet-/),
        ]);
    });

    it.each(["out-2", "out-post", "out-post-2", "o"])("called out are not those called %s", async (name) => {
        const first = await nat("shop/dev/a").create(out);
        const second = await nat("shop/dev/b").create({ name, source: "10.8.0.0/16" });
        expect((await nat("shop/dev/a").read(first)).props).toEqual(first.outs);
        await nat("shop/dev/a").delete(first);
        expect((await nat("shop/dev/b").read(second)).props).toEqual(second.outs);
        await nat("shop/dev/b").delete(second);
        expect(await count()).toBe("0");
    });

    it("leave the tables and chains that were there before, theirs and others'", async () => {
        await ground.sh(
            "iptables -t nat -A POSTROUTING -s 10.7.0.0/16 -j MASQUERADE; iptables -A INPUT -m comment --comment 'a * b' -j ACCEPT; nft add table ip mine; nft add table ip raw; nft add chain ip nat PREROUTING '{ type nat hook prerouting priority dstnat; }'",
        );
        const before = await ground.snapshot();
        const made = [
            await nat("shop/dev/out").create(out),
            await port("shop/dev/web").create({ ...web, localhostVia: "eth1" }),
        ] as const;
        await port("shop/dev/web").delete(made[1]);
        await nat("shop/dev/out").delete(made[0]);
        expect(await ground.snapshot()).toBe(before);
    });

    it("keep what others made meanwhile: a policy, a rule", async () => {
        const made = await port("shop/dev/web").create(web);
        await ground.sh("iptables -P FORWARD DROP; iptables -t nat -A OUTPUT -d 10.7.0.1 -j ACCEPT");
        await port("shop/dev/web").delete(made);
        expect(await ground.sh("iptables -S FORWARD")).toBe("-P FORWARD DROP");
        expect(await ground.sh("iptables -t nat -S OUTPUT 1")).toBe("-A OUTPUT -d 10.7.0.1/32 -j ACCEPT");
        expect(await count()).toBe("0");
    });

    it("are as many after three applies as after one", async () => {
        const made = await port("shop/dev/web").create(web);
        const rules = await count();
        for (let times = 0; times < 3; times++) {
            await port("shop/dev/web").create(web);
            await port("shop/dev/web").update({ ...made, outs: { ...made.outs, __fingerprint: "look-again" } }, web);
        }
        expect(await count()).toBe(rules);
    });

    it("of twenty writers in twenty sessions are all there once", async () => {
        const before = await ground.snapshot();
        const writers = Array.from({ length: 20 }, (_, index) => ({
            one: ground.subject("NatRule", {
                owner: `shop/dev/w${index}`,
                connection: { connectTimeoutSeconds: 30 + index },
            }),
            program: { name: `w${index}`, source: `10.${index}.0.0/16` },
        }));
        const made = await Promise.all(writers.map(({ one, program }) => one.create(program)));
        const rows = (await ground.sh("iptables-save | grep -e '-A .*hostnet:' | sort")).split("\n");
        expect(rows).toHaveLength(20 * 5);
        expect(new Set(rows).size).toBe(rows.length);
        await Promise.all(
            writers.map(({ one, program }, index) => one.update(made[index] as Made, { ...program, forward: false })),
        );
        expect(await count()).toBe(String(20 * 2));
        const last = await Promise.all(writers.map(({ one }, index) => one.read(made[index] as Made)));
        await Promise.all(
            writers.map(({ one }, index) => one.delete({ id: made[index]?.id ?? "", outs: last[index]?.props ?? {} })),
        );
        expect(await ground.snapshot()).toBe(before);
    });
});
