import { type HostPlan, type LabPlan, macOf, OUTSIDE } from "./plan";

/** A node's own network set-up, and its plug: what makes its end in the underlay. */
export interface Wiring {
    net: string;
    wire: string;
}

/**
 * With it a link-local address is tentative for up to a second: snapshots taken in that second differ from later ones.
 * Sending no probes (`dad_transmits`) would not do: the kernel waits before it does not send them.
 */
const noDad = (device: string) => `echo 0 >/proc/sys/net/ipv6/conf/${device}/accept_dad\n`;

const batch = (...lines: string[]) => `ip -batch - <<END\n${lines.join("\n")}\nEND\n`;

/** The underlay is a plain switch and a router without a default route: nothing in it knows a way out of the machine. */
export function wireUnderlay(plan: LabPlan): Wiring {
    const { router, prefix, options } = plan;
    const net = [
        // A switch does not reassemble packets or show them to iptables.
        "for f in /proc/sys/net/bridge/bridge-nf-call-*; do [ ! -e $f ] || echo 0 >$f; done\n",
        "echo 1 >/proc/sys/net/ipv4/ip_forward\n",
        "echo 1 >/proc/sys/net/ipv6/conf/all/forwarding\n",
        // For every device still to come; a router whose link-local address is tentative resolves no neighbours.
        noDad("default"),
        batch(
            `link add br0 address ${macOf(router.address)} mtu ${options.mtu} type bridge forward_delay 0 mcast_snooping 0`,
        ),
        batch(
            "link set br0 up",
            `addr add ${router.address}/${prefix} dev br0`,
            `addr add ${router.address6}/64 dev br0 nodad`,
        ),
    ];
    return { net: net.join(""), wire: "" };
}

export function wireOutside(): Wiring {
    const wire = [
        "link add outside type veth peer name eth1 netns @PID@",
        `addr add ${OUTSIDE.router}/24 dev outside`,
        `addr add ${OUTSIDE.router6}/64 dev outside nodad`,
        "link set outside up",
    ];
    const up = batch(
        `addr add ${OUTSIDE.address}/24 dev eth1`,
        `addr add ${OUTSIDE.address6}/64 dev eth1 nodad`,
        "link set eth1 up",
        `route add default via ${OUTSIDE.router}`,
        `route add default via ${OUTSIDE.router6}`,
    );
    return { net: noDad("eth1") + up, wire: lines(wire) };
}

export function wireHost(plan: LabPlan, host: HostPlan): Wiring {
    const { options, prefix, router } = plan;
    const peer = `peer name eth1 address ${host.mac} mtu ${options.mtu} netns @PID@`;
    const wire = [
        `link add ${host.name} mtu ${options.mtu} type veth ${peer}`,
        `link set ${host.name} master br0`,
        `link set ${host.name} up`,
    ];
    const up = batch(
        `addr add ${host.address}/${prefix} brd + dev eth1`,
        `addr add ${host.address6}/64 dev eth1 nodad`,
        "link set eth1 up",
        `route add default via ${router.address}`,
        `route add default via ${router.address6}`,
    );
    return { net: noDad("eth1") + up, wire: lines(wire) };
}

/** The machine's leg in the underlay, for its ssh client. Run with UNDERLAY set to the underlay's process. */
export function wireLeg(plan: LabPlan): string {
    const { leg, machine, prefix, options } = plan;
    return [
        batch(
            `link add ${leg} mtu ${options.mtu} type veth peer name machine mtu ${options.mtu} netns $UNDERLAY`,
            `addr add ${machine.address}/${prefix} dev ${leg}`,
        ),
        // Should the machine be a router, it is none for the lab.
        `echo 0 >/proc/sys/net/ipv4/conf/${leg}/forwarding\n`,
        `[ ! -e /proc/sys/net/ipv6/conf/${leg} ] || ${noDad(leg)}`,
        // The machine may have IPv6 switched off; the lab then has it all the same.
        `ip addr add ${machine.address6}/64 dev ${leg} nodad 2>/dev/null || :\n`,
        `ip link set ${leg} up\n`,
        "nsenter -t $UNDERLAY -n ip link set machine master br0 up\n",
    ].join("");
}

function lines(list: string[]): string {
    return list.map((line) => `${line}\n`).join("");
}
