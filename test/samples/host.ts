import { host } from "../../spec/host";
import { probe } from "../../spec/probe";
import { route } from "../../spec/route";
import { sysctl } from "../../spec/sysctl";
import { sample } from "./sample";

export const hostSample = sample(host, {
    minimal: {},
    maximal: {},
    together: { as: "host1", args: {}, change: { adopt: true } },
});

export const sysctlSample = sample(sysctl, {
    noted: true,
    prepare: "echo '32768 60999' >/proc/sys/net/ipv4/ip_local_port_range",
    minimal: { name: "net.ipv4.ip_local_port_range", value: "20000 30000" },
    maximal: { value: "20000 40000" },
    together: { as: "sysctl", args: { name: "net.ipv4.ip_forward", value: "1" }, change: { value: "0" } },
});

/** A route by way of a host of a lab whose underlay has these three first bytes. */
export const routeSample = (prefix: string) =>
    sample(route, {
        noted: true,
        // Routes over the underlay's device outlive a test.
        prepare: `ip route flush root 10.9.0.0/16; ip link add d0 address 02:00:00:00:0d:00 type bridge; ip link set d0 up
        ip addr add 10.8.0.1/24 dev d0`,
        minimal: { to: "10.9.0.0/24", via: `${prefix}.12` },
        maximal: { via: "10.7.0.9", device: "d0", metric: 50, source: "10.8.0.1", onlink: true },
        inPlace: { via: "10.7.0.9", device: "d0", source: "10.8.0.1", onlink: true },
        together: {
            as: "route",
            args: {
                to: "10.233.2.0/24",
                via: "10.233.1.7",
                device: "br0",
                metric: 50,
                source: "10.233.1.1",
                onlink: true,
            },
            change: { via: "10.233.1.6" },
        },
    });

/** A question to the host of a lab whose underlay has these three first bytes. */
export const probeSample = (prefix: string) =>
    sample(probe, {
        prepare: "ip netns add ns1; ip -n ns1 link set lo up",
        minimal: { name: "probe", target: `${prefix}.11`, timeoutSeconds: 1 },
        maximal: { mtu: 1400 },
        aside: { netns: "ns1" },
        together: {
            as: "probe",
            args: { target: "10.233.1.1", netns: "ns1", mtu: 1450 },
            // The cable is narrower by then.
            change: { mtu: 1400 },
        },
    });
