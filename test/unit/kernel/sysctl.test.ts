import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nameProblem } from "../../../naming";
import { prelude } from "../../../provider/kernel/prelude";
import { quote } from "../../../provider/kernel/shell";
import { procFile } from "../../../provider/kernel/sysctl";
import { sysctlKey } from "../../../spec/fields";
import { schemaOf } from "../../../spec/schema/schema";
import { failuresOf } from "../kinds/checked";
import { run, shells } from "./shells";

const accepted = (key: string): boolean => schemaOf(sysctlKey).safeParse(key).success;

describe("the key of a sysctl", () => {
    it.each(["net.ipv4.ip_forward", "net.ipv4.conf.br0/7.rp_filter", "net.bridge.bridge-nf-call-iptables"])(
        "%s is one",
        (key) => expect(accepted(key)).toBe(true),
    );

    it.each([
        ...["net.//.//.//.etc.motd/x", "net./.x", "net.ipv4.//.x", "net.ipv4./a.x", "net..x", "net.ipv4.", "net"],
        ...["net.ipv4/../x", "kernel.hostname", "net.ipv4.a b", "net.ipv4.a\n", `net.ipv4.${"a".repeat(300)}`],
    ])("%j is none, in a namespace neither", async (key) => {
        expect(accepted(key)).toBe(false);
        expect((await failuresOf("Netns", { name: "ns1", sysctls: { [key]: "1" } })).join()).toMatch(
            /not a key of net/,
        );
    });

    it("leads below /proc/sys/net, whatever is accepted", () => {
        const part = fc.stringMatching(/^[A-Za-z0-9_/.-]{1,12}$/);
        fc.assert(
            fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
                const key = ["net", ...parts].join(".");
                if (!accepted(key)) return;
                expect(procFile(key)).toBe(normalize(procFile(key)));
                expect(procFile(key)).toMatch(/^\/proc\/sys\/net\//);
            }),
            { numRuns: 2000 },
        );
    });

    it("that a state has and that leads elsewhere has no file", () => {
        expect(() => procFile("net.//.//.//.etc.motd/x")).toThrow(/leads to no setting/);
    });
});

describe("a name that becomes part of a path", () => {
    it("is no folder but its own", () => {
        fc.assert(
            fc.property(fc.stringMatching(/^[A-Za-z/._-]{1,12}$/), (name) => {
                if (nameProblem(name, 64)) return;
                expect(normalize(`/run/netns/${name}`)).toBe(`/run/netns/${name}`);
                expect(normalize(`/etc/netns/${name}/hosts`)).toBe(`/etc/netns/${name}/hosts`);
            }),
            { numRuns: 2000 },
        );
    });
});

describe.each(shells)("a setting's file in %s", (shell) => {
    let place = "";
    beforeAll(() => {
        place = mkdtempSync(join(tmpdir(), "settings-"));
        mkdirSync(join(place, "net/ipv4"), { recursive: true });
        mkdirSync(join(place, "kernel"));
        for (const file of ["net/ipv4/real", "kernel/hostname"]) writeFileSync(join(place, file), "1\n");
        symlinkSync(join(place, "kernel"), join(place, "net/out"));
        symlinkSync("../../kernel/hostname", join(place, "net/ipv4/link"));
    });
    afterAll(() => rmSync(place, { recursive: true }));

    it.each([
        ["net/ipv4/real", 0],
        ["net/out/hostname", 1],
        ["net/ipv4/link", 1],
        ["net/../kernel/hostname", 1],
        ["net/ipv4/../../kernel/hostname", 1],
        ["net/ipv4/none", 1],
        ["net/ipv4", 1],
    ])("%s is one: %i", (file, status) => {
        const words = [join(place, file), join(place, "net")].map(quote).join(" ");
        expect(run(shell, `${prelude}\nis_setting ${words}`).status).toBe(status);
    });
});
