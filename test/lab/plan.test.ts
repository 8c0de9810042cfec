import { describe, expect, it } from "vitest";
import { completeOptions } from "../../lab/options";
import { legName, planLab } from "../../lab/plan";

const plan = (options: Parameters<typeof completeOptions>[0]) => planLab(completeOptions(options));

describe("the plan of a lab", () => {
    it("gives every host its address in both families", () => {
        const { hosts, router, machine } = plan({ hosts: 2 });
        expect(hosts.map((host) => [host.name, host.address, host.address6, host.mac])).toEqual([
            ["host1", "172.16.1.11", "fd00:172:16:1::11", "02:00:ac:10:01:0b"],
            ["host2", "172.16.1.12", "fd00:172:16:1::12", "02:00:ac:10:01:0c"],
        ]);
        expect([router.address, machine.address]).toEqual(["172.16.1.1", "172.16.1.254"]);
    });

    it.each([
        [{ name: "../etc" }, /lab name/],
        [{ name: "Lab" }, /lab name/],
        [{ subnet: "10.0.0.5/24" }, /host bits set: use 10\.0\.0\.0\/24/],
        [{ subnet: "10.0.0.0/25" }, /from \/16 to \/24/],
        [{ subnet: "fd00::/64" }, /from \/16 to \/24/],
        [{ subnet: "10.0.0/24" }, /from \/16 to \/24/],
        [{ hosts: 0 }, /1 to 200 hosts/],
        [{ mtu: 1000 }, /1280 to 65535/],
        [{ hosts: 2, awkward: { host3: {} } }, /host1 to host2/],
    ])("refuses %j", (options, message) => {
        expect(() => plan(options)).toThrow(message);
    });

    it("keeps the machine's device name to 15 bytes, and apart for long names", () => {
        const [one, other] = [legName("a-rather-long-name-1"), legName("a-rather-long-name-2")];
        expect(one.length).toBeLessThanOrEqual(15);
        expect(one).not.toBe(other);
        expect(legName("lab")).toBe("lab-lab");
    });
});
