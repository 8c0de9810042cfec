import fc from "fast-check";
import { expect, it } from "vitest";
import { networkMtu, routeClash, vxlanOverhead } from "../../../sdk/components/plan";

const paths = [
    { host: "ubuntu1", mtu: 9000 },
    { host: "ubuntu2", mtu: 1500 },
];

it("is what fits through the narrowest host", () => {
    expect(networkMtu(paths, vxlanOverhead(4))).toBe(1450);
    expect(networkMtu(paths, vxlanOverhead(6))).toBe(1430);
    expect(networkMtu(paths, 0)).toBe(1500);
    expect(networkMtu(paths, vxlanOverhead(4), 1400)).toBe(1400);
});

it("refuses what does not fit, naming the host and the number that would", () => {
    expect(() => networkMtu(paths, vxlanOverhead(4), 1500)).toThrow(
        "mtu: 1500 is larger than the path: host ubuntu2 carries 1500 bytes, less 50 for the tunnel's headers: at most 1450",
    );
    expect(() => networkMtu(paths, 0, 1501)).toThrow("host ubuntu2 carries 1500 bytes, at most 1500");
});

it("fits through every host, with the headers", () => {
    const path = fc.record({ host: fc.string(), mtu: fc.integer({ min: 576, max: 9216 }) });
    fc.assert(
        fc.property(fc.array(path, { minLength: 1 }), fc.constantFrom(0, 50, 70), (all, overhead) => {
            const mtu = networkMtu(all, overhead);
            expect(all.every((item) => mtu + overhead <= item.mtu)).toBe(true);
            expect(all.some((item) => mtu + overhead === item.mtu)).toBe(true);
        }),
    );
});

it("finds the route that a subnet would hide, but not the default route", () => {
    const routes = ["0.0.0.0/0", "::/0", "default", "172.16.1.0/24", "10.233.9.0/24"];
    expect(routeClash("ubuntu1", routes, ["10.233.0.0/16"])).toBe(
        "subnet: 10.233.0.0/16 overlaps the route to 10.233.9.0/24 that host ubuntu1 has already: choose another subnet",
    );
    expect(routeClash("ubuntu1", routes, ["10.234.0.0/16", "fd00::/64"])).toBeUndefined();
});
