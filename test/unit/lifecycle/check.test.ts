import { unknownValue } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { check } from "../../../provider/check";
import type { Kind } from "../../../provider/kind";
import { kinds } from "../../../provider/kinds";
import { fullPrograms, given, host, paths, replaced } from "./full-programs";

const kindOf = (name: string) => kinds[name] as Kind;
const checked = (name: string, more: Record<string, unknown> = {}, olds = {}) =>
    check(kindOf(name), olds, given(name, more));
const only = (name: string, values: Record<string, unknown>) =>
    check(kindOf(name), {}, { host, owner: "shop/dev/it", ...values });

describe.each(Object.keys(fullPrograms))("%s: check", (name) => {
    it("takes a full sample, and what it gives back stays as it is", () => {
        const { inputs, failures } = checked(name);
        expect(failures).toEqual([]);
        expect(check(kindOf(name), inputs, { ...inputs, __provider: "text" })).toEqual({ inputs, failures: [] });
        expect(inputs).toEqual(JSON.parse(JSON.stringify(inputs)));
        expect(inputs).not.toHaveProperty("__provider");
    });

    it.each(paths(fullPrograms[name] ?? {}))("lets %s.%s.%s be unknown", (...path) => {
        const inside = given(name);
        const { failures } = check(kindOf(name), {}, replaced(inside, path.filter(Boolean), unknownValue));
        expect(failures).toEqual([]);
    });

    it("lets the whole host be unknown", () => {
        expect(checked(name, { host: unknownValue }).failures).toEqual([]);
        expect(checked(name, { host: { ...host, address: unknownValue } }).failures).toEqual([]);
    });

    it("keeps the owner that made it, however resource and stack are called now", () => {
        const { inputs } = checked(name);
        const renamed = check(kindOf(name), inputs, given(name, { owner: "shop/prod/other" }));
        expect(renamed).toEqual({ inputs, failures: [] });
    });

    it("refuses what it does not know, naming what it knows", () => {
        const { failures } = checked(name, { colour: "red" });
        expect(failures?.map(({ reason }) => reason).join()).toMatch(/unknown property colour; there are host, /);
    });

    it("takes null, at any depth, for not given", () => {
        const bare = checked(name);
        const nulls = Object.fromEntries(
            Object.keys(kindOf(name).shape)
                .filter((key) => !(key in given(name)))
                .map((key) => [key, null]),
        );
        expect(checked(name, { ...nulls, host: { ...host, port: null } })).toEqual(bare);
    });

    it("tells all that is wrong at once, by property, and gives back what it was given", () => {
        const { failures, inputs } = checked(name, { host: { name: "-x", port: 0 }, adopt: "yes" });
        const named = failures?.map(({ property, reason }) => [property, reason.split(": ")[0]]).sort();
        // Once: Pulumi would print a property that is given apart in front of the reason, with another value.
        expect(named).toEqual(["adopt", "host.name", "host.port"].map((path) => ["", path]));
        expect(inputs).toMatchObject({ adopt: "yes" });
    });
});

describe("check", () => {
    it("fills in defaults, the same each time", () => {
        const { inputs } = only("Bridge", {});
        expect(inputs).toMatchObject({
            addresses: [],
            macFromAddress: false,
            mtu: 1500,
            stp: false,
            up: true,
            adopt: false,
        });
        expect(inputs.name).toMatch(/^br-it-[a-z0-9]{5}$/);
        expect(inputs.mac).toMatch(/^0[26ae](:[0-9a-f]{2}){5}$/);
        expect(only("Bridge", {}).inputs).toEqual(inputs);
        const other = check(kindOf("Bridge"), {}, { host, owner: "shop/dev/that" });
        expect(other.inputs.name).not.toBe(inputs.name);
    });

    it("brings values into canonical form", () => {
        expect(only("Bridge", { addresses: ["FD00:0:0::1/64"], mac: "02:AA:00:00:00:0F" }).inputs).toMatchObject({
            addresses: ["fd00::1/64"],
            mac: "02:aa:00:00:00:0f",
        });
        expect(
            only("VxlanTunnel", { vni: 1, device: "eth1", peers: ["172.16.1.13", "172.16.1.12"] }).inputs,
        ).toMatchObject({ peers: ["172.16.1.12", "172.16.1.13"] });
        expect(only("PortMapping", { hostPort: 80, target: { address: "10.0.0.2/24" } }).inputs).toMatchObject({
            target: { address: "10.0.0.2", network: "10.0.0.0/24", port: "80" },
        });
        expect(only("Sysctl", { name: "net.ipv4.ip_local_port_range", value: " 1024\t 2048 " }).inputs).toMatchObject({
            value: "1024 2048",
        });
    });

    it("does not put something known in the place of something unknown", () => {
        const { inputs } = checked("Bridge", { addresses: unknownValue, mac: undefined });
        expect(inputs).toMatchObject({ addresses: unknownValue, mac: unknownValue });
    });
});
