import { describe, expect, it } from "vitest";
import { noteOf } from "../../../provider/kernel/host-route";
import { checked } from "./checked";

const route = (program: Record<string, unknown>) => checked("Route", program);

describe("a Route refuses", () => {
    it.each([
        [{}, "to: is missing"],
        [{ to: "10.9.0.0/24" }, "via: is missing: give a gateway, a device, or both"],
        [{ to: "10.9.0.1/24", via: "10.8.0.1" }, /^to: "10\.9\.0\.1\/24" is not a network/],
        [{ to: "somewhere", via: "10.8.0.1" }, /^to: "somewhere"/],
        [{ to: "10.9.0.0/24", via: "10.8.0.1; reboot" }, /^via: /],
        [{ to: "10.9.0.0/24", device: "$(reboot)" }, /^device: /],
        [{ to: "10.9.0.0/24", via: "fd00::1" }, "via: fd00::1 is not of the same address family as 10.9.0.0/24"],
        [{ to: "fd00:9::/64", via: "10.8.0.1" }, "via: 10.8.0.1 is not of the same address family as fd00:9::/64"],
        [
            { to: "default", via: "fd00::1", source: "10.8.0.1" },
            "source: 10.8.0.1 is not of the same address family as ::/0",
        ],
        [{ to: "10.9.0.0/24", via: "10.8.0.1", metric: 0 }, /^metric: 0 is not a whole number from 1/],
        [
            { to: "10.9.0.0/24", via: "10.8.0.1", onlink: true },
            "onlink: needs via and device: it says that the gateway is on that link",
        ],
    ])("%j", async (program, problem) => {
        const { failures } = await route(program);
        expect(failures).toHaveLength(1);
        expect(failures[0]).toMatch(problem);
    });
});

describe("a Route", () => {
    it("has one form for each way to write it", async () => {
        expect((await route({ to: "0.0.0.0/0", via: "10.8.0.1" })).inputs).toMatchObject({ to: "default" });
        expect((await route({ to: "default", via: "FD00::1" })).inputs).toMatchObject({ to: "::/0", via: "fd00::1" });
        expect((await route({ to: "10.9.0.5", device: "br0", onlink: false })).inputs).toMatchObject({
            to: "10.9.0.5/32",
            name: "10.9.0.5/32",
        });
    });

    it.each([
        ["default", undefined, "default@0"],
        ["::/0", undefined, "default6@1024"],
        ["::/0", 7, "default6@7"],
        ["10.9.0.0/24", 5, "10.9.0.0_24@5"],
        ["10.9.0.5/32", undefined, "10.9.0.5@0"],
        ["fd00:9::/64", undefined, "fd00:9::_64@1024"],
        ["fd00:9::/32", undefined, "fd00:9::_32@1024"],
        ["fd00:9::5/128", 1024, "fd00:9::5@1024"],
    ])("to %s with metric %s has the note %s, as the kernel tells them apart", (to, metric, note) => {
        expect(noteOf({ to, metric })).toBe(note);
    });
});
