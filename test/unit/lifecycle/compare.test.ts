import { unknownValue } from "@pulumi/pulumi/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedKeys, changedPaths, differences, plain } from "../../../provider/compare";

describe("what changed", () => {
    it("is told by key, whatever the depth, in the order asked", () => {
        const before = { a: 1, b: { c: [1, 2] }, d: undefined, e: "x" };
        expect(changedKeys(["e", "b", "a", "d"], before, { a: 1, b: { c: [1, 3] }, e: "y" })).toEqual(["e", "b"]);
        expect(changedKeys(["a"], before, { ...before, z: 1 })).toEqual([]);
    });

    it("is nothing where the state only dropped what is undefined", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (values) => {
                const keys = Object.keys(values);
                expect(changedKeys([...keys, "gone"], { ...values, gone: undefined }, plain(values))).toEqual([]);
            }),
        );
    });

    it("is told by path, and what is unknown has not changed for certain", () => {
        const before = { host: { name: "a" }, peer: { name: "eth0" } };
        const paths = ["host.name", "peer.name", "peer.netns", "vni"];
        expect(changedPaths(paths, before, { host: { name: "b" }, peer: { name: "eth0", netns: "n" } })).toEqual([
            "host.name",
            "peer.netns",
        ]);
        expect(
            changedPaths(paths, before, { host: { name: unknownValue }, peer: unknownValue, vni: unknownValue }),
        ).toEqual([]);
        expect(changedPaths(paths, before, { host: unknownValue, peer: { name: unknownValue } })).toEqual([]);
        expect(changedPaths(paths, before, {})).toEqual(["host.name", "peer.name"]);
    });

    it("is told as a phrase", () => {
        const seen = { mtu: 1500, up: true };
        const wanted = { mtu: 1450, master: "br0", up: true };
        const told = (before?: object) => differences(["mtu", "master", "up"], before, seen, wanted);
        expect(told()).toBe('mtu is 1500 instead of 1450; master is unset instead of "br0"');
        expect(told({ mtu: 1500, master: "br1" })).toBe(
            'mtu is still 1500 instead of 1450; master is unset instead of "br0"',
        );
    });
});

it("plain values are what a state keeps", () => {
    expect(plain({ a: undefined, b: [undefined, 1], c: { d: undefined } })).toEqual({ b: [null, 1], c: {} });
    expect(plain(undefined)).toBeUndefined();
});
