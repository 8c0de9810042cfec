import { unknownValue } from "@pulumi/pulumi/runtime";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connection } from "../../../provider/host/connection";
import { connectionProblems } from "../../../provider/host/grammar";
import { connection } from "../../../spec/connection";
import { failuresOf } from "./checked";

const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDl8c1nF6HcDSGvHFjRTS3TFhXJxJ2mPr1rDLbcJ9pQk";
const refused = (host: object) => failuresOf("Netns", { name: "ns1", host: { name: "h", address: "a", ...host } });

describe("how a host is reached, in a preview", () => {
    it.each<Partial<Connection>>([
        { address: "fe80::1%eth0" },
        { address: "2001:db8::7" },
        { address: "my_alias" },
        { user: "ops@example.org" },
        { user: "0ps" },
        { identityFile: "/home/o'brien/.ssh/id key" },
        { proxyJump: "none" },
        { proxyJump: "me@bastion:2200,[fe80::1%eth0]:22" },
        { hostKey: `${key} root@edge1` },
        { transport: "local", address: undefined },
        { transport: "local", sudo: false, operationTimeoutSeconds: 5 },
    ])("takes %j", async (host) => expect(await refused(host)).toEqual([]));

    it.each<[object, RegExp]>([
        [{ address: undefined }, /^host\.address: is missing: give a host name, an IP address or an alias/],
        [{ address: "me@edge1" }, /^host\.address: "me@edge1" is not a host name.*user and port have fields/],
        [{ address: "[::1]" }, /^host\.address: "\[::1\]" is not a host name/],
        [{ address: "-oProxyCommand=x" }, /^host\.address: "-oProxyCommand=x" is not/],
        [{ user: "a b" }, /^host\.user: "a b" is not letters, digits/],
        [{ port: 65536 }, /^host\.port: 65536 is not a whole number from 1 to 65535$/],
        [{ proxyJump: "a,-b" }, /^host\.proxyJump: "a,-b" is not `\[user@\]host\[:port\]`/],
        [{ hostKey: "ssh-ed25519 AAAA" }, /^host\.hostKey: "ssh-ed25519 AAAA" is not a public key/],
        [{ sshConfigFile: "-x" }, /^host\.sshConfigFile: "-x" is not a path/],
        [{ connectTimeoutSeconds: 601 }, /^host\.connectTimeoutSeconds: 601 is not .* from 1 to 600$/],
        [{ transport: "local", user: "ops" }, /^host\.user: is for ssh alone: leave it out/],
        [{ transport: "local", acceptNewHostKey: true }, /^host\.acceptNewHostKey: is for ssh alone/],
    ])("refuses %j", async (host, reason) => {
        expect(await refused(host)).toEqual([expect.stringMatching(reason)]);
    });

    it("waits for what is not known yet", async () => {
        for (const host of [
            { address: unknownValue },
            { transport: unknownValue, address: undefined },
            { transport: unknownValue, user: "ops" },
            { transport: "local", user: unknownValue },
        ])
            expect(await refused(host)).toEqual([]);
    });

    it("is what the dialling takes: one grammar", async () => {
        const fields = Object.entries(connection.properties)
            .filter(([field, { type }]) => type.type === "text" && !["name", "mark"].includes(field))
            .map(([field]) => field);
        const values = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[a-z0-9:@%.[\]_,-]{0,12}$/));
        await fc.assert(
            fc.asyncProperty(fc.constantFrom(...fields), values, async (field, value) => {
                const dialled = connectionProblems({ name: "h", address: "a", [field]: value });
                expect((await refused({ [field]: value })).length > 0).toBe(dialled.length > 0);
            }),
        );
    });
});
