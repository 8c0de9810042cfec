import { unknownValue } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { check } from "../../../provider/check";
import type { Kind } from "../../../provider/kind";
import { kinds } from "../../../provider/kinds";
import { lifecycle } from "../../../provider/lifecycle";
import { fullPrograms, given, host } from "./full-programs";

const kindOf = (name: string) => kinds[name] as Kind;

const inputsOf = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => {
    const { inputs, failures } = check(kindOf(name), {}, given(name, more));
    expect(failures).toEqual([]);
    return inputs;
};

/** A state as create leaves it, and what diff says of new inputs. */
const diff = async (name: string, news: Record<string, unknown>) => {
    const outs = {
        ...inputsOf(name),
        ifindex: 7,
        stateVersion: 1,
        __fingerprint: "0123456789abcdef",
        __provider: "text",
    };
    const { changes, replaces, deleteBeforeReplace } =
        (await lifecycle(kindOf(name)).diff?.("id", outs, { ...news, __provider: "other text" })) ?? {};
    expect(deleteBeforeReplace).toBe(true);
    return { changes, replaces };
};

const nothing = { changes: false, replaces: [] };
const update = { changes: true, replaces: [] };
const replace = (...replaces: string[]) => ({ changes: true, replaces });

describe.each(Object.keys(fullPrograms))("%s: diff", (name) => {
    it("says nothing of the same inputs, another provider text or what only the host knows", async () => {
        expect(await diff(name, inputsOf(name))).toEqual(nothing);
    });

    it("makes another way to the same host an update, another host a replacement", async () => {
        const moved = {
            ...inputsOf(name),
            host: { ...host, address: "192.0.2.7", user: "ops", port: 2222, identityFile: "key" },
        };
        expect(await diff(name, moved)).toEqual(update);
        expect(await diff(name, { ...moved, host: { ...host, name: "host2" } })).toEqual(replace("host"));
    });

    it("does not replace because of what is not known yet, save what it stands on", async () => {
        const news = inputsOf(name);
        for (const key of Object.keys(news)) {
            const change = kindOf(name).standsOn?.includes(key) ? replace(key) : update;
            expect([key, await diff(name, { ...news, [key]: unknownValue })]).toEqual([key, change]);
        }
        expect(await diff(name, { ...news, host: { ...host, name: unknownValue } })).toEqual(update);
    });

    it("sees each input that comes and goes", async () => {
        const news = inputsOf(name);
        for (const key of Object.keys(news).filter((item) => item !== "host")) {
            const { [key]: _, ...rest } = news;
            expect([key, (await diff(name, rest)).changes]).toEqual([key, true]);
        }
    });
});

describe("diff", () => {
    it.each([
        ["Bridge", { name: "br1" }, ["name"]],
        ["Bridge", { netns: "ns2" }, ["netns"]],
        ["Veth", { name: "veth1" }, ["name"]],
        ["Veth", { peer: { ...(fullPrograms.Veth?.peer as object), netns: "ns2" } }, ["peer"]],
        ["Veth", { peer: { ...(fullPrograms.Veth?.peer as object), name: "eth1" } }, ["peer"]],
        ["Netns", { name: "ns2" }, ["name"]],
        ["VxlanTunnel", { vni: 43 }, ["vni"]],
        ["VxlanTunnel", { vni: 43, port: 8472 }, ["vni", "port"]],
        ["Sysctl", { name: "net.ipv4.conf.all.rp_filter" }, ["name"]],
        ["NatRule", { name: "other" }, ["name"]],
        ["PortMapping", { name: "other" }, ["name"]],
    ])("replaces a %s for %j", async (name, more, replaces) => {
        expect(await diff(name, inputsOf(name, more))).toEqual(replace(...replaces));
    });

    it.each([
        ["Bridge", { mtu: 1400 }],
        ["Bridge", { adopt: true }],
        ["Bridge", { addresses: ["10.9.0.1/24"] }],
        ["Veth", { peer: { ...(fullPrograms.Veth?.peer as object), mtu: 1400 } }],
        ["VxlanTunnel", { peers: ["172.16.1.12", "172.16.1.14"] }],
        ["PortMapping", { hostPort: 9090 }],
        ["Sysctl", { value: "0" }],
    ])("updates a %s for %j", async (name, more) => {
        expect(await diff(name, inputsOf(name, more))).toEqual(update);
    });
});
