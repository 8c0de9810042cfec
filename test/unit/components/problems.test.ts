import { describe, expect, it } from "vitest";
import { type DeclaredEndpoint, type DeclaredNetwork, networkProblems } from "../../../sdk/components/plan";

const blue: DeclaredNetwork = {
    name: "blue",
    hosts: ["ubuntu1", "ubuntu2", "ubuntu3"],
    subnet: "10.233.0.0/16",
    endpoints: [
        { name: "web", host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
        { name: "db", host: "ubuntu3", address: "10.233.0.50" },
    ],
};

const tunnel = { vni: 42, port: 4789 };
const endpoint = (rest: Partial<DeclaredEndpoint>): DeclaredEndpoint => ({ name: "it", host: "ubuntu2", ...rest });
const also = (...endpoints: DeclaredEndpoint[]): Partial<DeclaredNetwork> => ({
    endpoints: [...blue.endpoints, ...endpoints],
});
const told = (change: Partial<DeclaredNetwork>, others: readonly DeclaredNetwork[] = []) =>
    networkProblems({ ...blue, tunnel, ...change }, others);

it("finds nothing wrong with a network that is right", () => {
    expect(told({})).toEqual([]);
});

// What is said, exactly: both sides of a collision are named.
const bad: readonly (readonly [change: Partial<DeclaredNetwork>, said: string])[] = [
    [{ hosts: [] }, "hosts: is empty: a network needs at least one host"],
    [{ hosts: ["a", "b", "a"] }, "hosts[2]: a stands twice: it is hosts[0] already"],
    [{ subnet: "10.233.0.0/32" }, "subnet: 10.233.0.0/32 has no room for a gateway and an endpoint"],
    [{ subnet: "fd00::/64" }, "subnet: fd00::/64 is not an IPv4 network"],
    [{ subnet6: "10.0.0.0/8" }, "subnet6: 10.0.0.0/8 is not an IPv6 network"],
    [{ gateway: "10.9.0.1" }, "gateway: 10.9.0.1 is outside the subnet 10.233.0.0/16"],
    [{ gateway: "10.233.0.0" }, "gateway: 10.233.0.0 is the address of the subnet 10.233.0.0/16 itself"],
    [{ slices: ["10.9.0.0/24"] }, "slices[0]: 10.9.0.0/24 is not inside the subnet 10.233.0.0/16"],
    [
        { slices: ["10.233.128.0/17", "10.233.200.0/24"] },
        "slices[1]: 10.233.200.0/24 overlaps slices[0], 10.233.128.0/17",
    ],
    [{ slices: ["10.233.0.0/30"] }, "slices[0]: 10.233.0.0/30 contains the gateway, 10.233.0.1"],
    [{ mtu: 67 }, "mtu: 67 is not a whole number from 68 to 65535"],
    [{ mtu: 1200, subnet6: "fd00::/64" }, "mtu: 1200 is too small for subnet6: IPv6 needs at least 1280"],
    [
        also(endpoint({ host: "ubuntu9" })),
        'endpoints.it.host: "ubuntu9" is not a host of this network, which has ubuntu1, ubuntu2, ubuntu3',
    ],
    [also(endpoint({ host: undefined })), "endpoints.it.host: is missing"],
    [also(endpoint({ address: "10.9.0.1" })), "endpoints.it.address: 10.9.0.1 is outside the subnet 10.233.0.0/16"],
    [also(endpoint({ address: "10.233.0.1" })), "endpoints.it.address: 10.233.0.1 is taken by the gateway"],
    [also(endpoint({ address: "10.233.0.50" })), "endpoints.it.address: 10.233.0.50 is taken by endpoint db"],
    [
        also(endpoint({ address: "10.233.255.255" })),
        "endpoints.it.address: 10.233.255.255 is the broadcast address of the subnet 10.233.0.0/16",
    ],
    [
        { slices: ["10.233.128.0/24"], ...also(endpoint({ address: "10.233.128.7" })) },
        "endpoints.it.address: 10.233.128.7 is inside the slice 10.233.128.0/24, which is left to other programs",
    ],
    [
        also(endpoint({ mac: "02:42:0a:e9:00:32" })),
        "endpoints.it.mac: 02:42:0a:e9:00:32 is that of endpoint db already",
    ],
    [
        also(endpoint({ host: undefined, sharedWith: "web", address: "10.233.0.9" })),
        "endpoints.it.address: cannot be given together with sharedWith: it has that of web",
    ],
    [
        also(endpoint({ host: "ubuntu2", sharedWith: "web" })),
        "endpoints.it.host: ubuntu2 is not ubuntu1, the host of web, whose namespace it shares",
    ],
    [also(endpoint({ sharedWith: "it" })), 'endpoints.it.sharedWith: "it" is not another endpoint of this network'],
    [
        also(endpoint({ netns: "pod" }), endpoint({ name: "two", netns: "pod" })),
        "endpoints.two.interface: eth0 in namespace pod is that of endpoint it already: give another name",
    ],
    [{ mtu: 1400, ...also(endpoint({ mtu: 1450 })) }, "endpoints.it.mtu: 1450 is larger than the network's mtu, 1400"],
    [
        also(endpoint({ host: "ubuntu1", publish: [{ hostPort: "8000-8090", targetPort: "8000-8090" }] })),
        "endpoints.it.publish: port 8000-8090/tcp of host ubuntu1 is published by endpoint web already, as 8080/tcp",
    ],
    [
        also(endpoint({ publish: [{ hostPort: "80-90", targetPort: 80 }] })),
        "endpoints.it.publish[0]: targetPort 80 is not as many ports as hostPort 80-90",
    ],
    [{ gateway: false }, "endpoints.web.publish[0]: a network without a gateway cannot publish: nothing leads into it"],
    [
        also(endpoint({ publish: [{ hostPort: 53, hostIp: "fd00::1" }] })),
        "endpoints.it.publish[0]: hostIp fd00::1 is an IPv6 address, and this network has no subnet6",
    ],
];

describe("refuses, naming both sides:", () => {
    it.each(bad.map(([change, said]) => ({ change, said })))("$said", ({ change, said }) => {
        expect(told(change)).toEqual([said]);
    });

    it("names that are none", () => {
        for (const name of ["", "a b", "-x", "a\nb", "x".repeat(64)])
            expect(told(also(endpoint({ name }))).join()).toContain("is not a valid name");
    });

    it("everything that is wrong at once", () => {
        expect(told(also(endpoint({ host: "x", address: "10.9.0.1", mac: "01:00:00:00:00:00" })))).toHaveLength(3);
    });
});

describe("beside another network of the program", () => {
    const green = (change: Partial<DeclaredNetwork>, vni = 43): DeclaredNetwork => ({
        ...{ name: "green", hosts: ["ubuntu3", "ubuntu4"], subnet: "10.234.0.0/16", endpoints: [] },
        tunnel: { vni, port: 4789 },
        ...change,
    });

    it("is right where they share nothing", () => {
        expect(told({}, [green({})])).toEqual([]);
        expect(told({}, [green({ hosts: ["ubuntu4"], subnet: "10.233.0.0/16" }, 42)])).toEqual([]);
    });

    it("refuses subnets that overlap on a host", () => {
        expect(told({}, [green({ subnet: "10.233.7.0/24" })])).toEqual([
            "subnet: 10.233.0.0/16 overlaps 10.233.7.0/24 of network green, which is on host ubuntu3 too",
        ]);
    });

    it("refuses a VNI twice on a host", () => {
        expect(told({}, [green({}, 42)])).toEqual([
            "vni: 42 on port 4789 is that of network green, which is on host ubuntu3 too",
        ]);
    });

    it("refuses a port of a host twice, but not on two addresses, two protocols or two hosts", () => {
        const at = (host: string, publication: object) =>
            green({
                hosts: ["ubuntu1", "ubuntu4"],
                endpoints: [{ name: "proxy", host, publish: [{ hostPort: 8080, ...publication }] }],
            });
        expect(told({}, [at("ubuntu1", {})])).toEqual([
            "endpoints.web.publish: port 8080/tcp of host ubuntu1 is published by endpoint proxy of network green already, as 8080/tcp",
        ]);
        expect(told({}, [at("ubuntu4", {})])).toEqual([]);
        expect(told({}, [at("ubuntu1", { protocol: "udp" })])).toEqual([]);
        expect(told({}, [at("ubuntu1", { hostIp: "192.0.2.1" })])).toHaveLength(1);
    });
});
