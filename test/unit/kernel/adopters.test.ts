import { describe, expect, it } from "vitest";
import { adopterWarnings } from "../../../provider/kernel/adopters";

const file = (path: string, ...rows: string[]) => [`network ${path}`, ...rows];
const networkd = (...files: string[][]) => adopterWarnings(["networkd", ...files.flat()]);
const managed = (...unmanaged: string[]) =>
    adopterWarnings(["NetworkManager", ...unmanaged.map((row) => `unmanaged ${row}`)]);

describe("a host with systemd-networkd", () => {
    it.each([
        [["[Match] Name=*"], "veth, bridge, vxlan"],
        [["[Match] Name = eth* br*"], "bridge"],
        [["[Match] Type=ether"], "veth"],
        [["[Match] Kind=veth"], "veth"],
        [["[Match] Driver=vxlan bridge"], "bridge, vxlan"],
        [["[Match] Name=!en*"], "veth, bridge, vxlan"],
        [["[Match] Virtualization=vm", "[Match] Name=v?th*"], "veth"],
    ])("that matches by %j warns of %s", (rows, what) => {
        const [warning, ...more] = networkd(file("/etc/systemd/network/50-all.network", ...rows));
        expect(more).toEqual([]);
        expect(warning).toMatch(/^systemd-networkd runs on this host, and \/etc\/systemd\/network\/50-all\.network /);
        expect(warning).toContain(`(${what})`);
    });

    it.each([
        [["[Match] Name=en* eth*"]],
        [["[Match] Kind=!*", "[Match] Type=ether"]],
        [["[Match] Kind=veth", "[Match] Name=ve-*"]],
        [["[Match] MACAddress=02:00:00:00:00:01"]],
        [["[Match] Name=*", "[Match] MACAddress=02:00:00:00:00:01"]],
        // systemd ignores a file without a match.
        [[]],
        [["[Match] Name=*", "[Link] Unmanaged=yes"]],
    ])("that matches by %j does not warn", (rows) => {
        expect(networkd(file("/etc/systemd/network/50-all.network", ...rows))).toEqual([]);
    });

    it("looks at the first file by name, and at the first of the same name by directory", () => {
        const all = file("/etc/systemd/network/50-all.network", "[Match] Name=*");
        const ours = ["[Match] Name=veth* br-* vx-*", "[Link] Unmanaged=yes"];
        expect(networkd(all, file("/run/systemd/network/10-ours.network", ...ours))).toEqual([]);
        expect(networkd(all, file("/run/systemd/network/90-ours.network", ...ours))).toHaveLength(1);
        expect(networkd(all, file("/usr/lib/systemd/network/50-all.network", ...ours))).toHaveLength(1);
        expect(networkd(file("/etc/systemd/network/50-all.network"), all)).toEqual([]);
    });
});

describe("a host with NetworkManager", () => {
    it("warns unless each kind of link of ours is left alone", () => {
        expect(managed()[0]).toMatch(
            /^NetworkManager runs .*\(veth, bridge, vxlan\).*unmanaged-devices=interface-name:veth/,
        );
        expect(managed("interface-name:veth*;interface-name:br-*")[0]).toContain("(vxlan)");
        expect(managed("interface-name:veth*,interface-name:br-*", "type:vxlan")).toEqual([]);
        expect(managed("*,except:interface-name:eth0")).toEqual([]);
        expect(managed("mac:02:00:00:00:00:01;interface-name:docker0")[0]).toContain("(veth, bridge, vxlan)");
    });

    it("is silent where neither runs, whatever the files say", () => {
        expect(adopterWarnings(["kernel 6.1.0", "unmanaged *"])).toEqual([]);
    });
});
