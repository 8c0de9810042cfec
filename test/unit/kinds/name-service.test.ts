import { unknownValue as later } from "@pulumi/pulumi/runtime";
import { describe, expect, it } from "vitest";
import { checked, failuresOf } from "./checked";

const least = { netns: "web", nameservers: ["9.9.9.9"] };

describe("check of a NameService", () => {
    it.each<[Record<string, unknown>, string | RegExp]>([
        [{ netns: undefined }, "netns: is missing"],
        [{ netns: "../etc" }, /^netns: "\.\.\/etc" is not a valid name/],
        [{ nameservers: [] }, "nameservers: is missing: give nameservers, search, options or hosts"],
        [{ nameservers: ["dns.example"] }, /^nameservers\[0\]: "dns\.example" is not an IP/],
        [{ nameservers: ["9.9.9.9", "9.9.9.9"] }, "nameservers[1]: 9.9.9.9 stands twice"],
        [
            { nameservers: ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"] },
            "nameservers[3]: 10.0.0.4 would never be asked: resolv.conf(5) holds three",
        ],
        [{ search: ["a b"] }, 'search[0]: "a b" is not a domain'],
        [{ options: ["ndots: 1"] }, 'options[0]: "ndots: 1" is not an option of resolv.conf(5), like ndots:1'],
        [{ hosts: { "a\nb": ["10.0.0.1"] } }, /^hosts\..*is not a host name/s],
        [{ hosts: { db: [] } }, "hosts.db: has no address: leave it out"],
        [{ hosts: { db: ["10.0.0.1/24"] } }, /^hosts\.db\[0\]: "10\.0\.0\.1\/24" is not an IP address/],
        [{ hosts: ["db"] }, /^hosts: \["db"\] is not an object/],
        [{ resolvers: [] }, /^unknown property resolvers; /],
    ])("refuses %j", async (change, failure) => {
        const failures = await failuresOf("NameService", { ...least, ...change });
        expect(failures).toEqual([typeof failure === "string" ? failure : expect.stringMatching(failure)]);
    });

    it.each([
        { netns: later, nameservers: later, hosts: later },
        { ...least, nameservers: [later], search: [later], hosts: { db: [later], web: later } },
    ])("lets %j pass", async (program) => expect(await failuresOf("NameService", program)).toEqual([]));

    it("is called as its namespace, and has its hosts in order", async () => {
        const { inputs } = await checked("NameService", { ...least, hosts: { b: ["FD00::1"], a: ["10.0.0.1"] } });
        expect(inputs).toMatchObject({ name: "web", hosts: { a: ["10.0.0.1"], b: ["fd00::1"] } });
        expect(Object.keys(inputs.hosts as object)).toEqual(["a", "b"]);
    });
});
