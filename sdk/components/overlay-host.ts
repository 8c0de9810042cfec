import type * as pulumi from "@pulumi/pulumi";
import { Bridge } from "../resources/bridge";
import { Forwarding, type ForwardingArgs } from "../resources/forwarding";
import { VxlanTunnel } from "../resources/vxlan-tunnel";
import type { VxlanTunnelArgs } from "../resources/vxlan-tunnel-args";
import type { Ground } from "./ground";
import type { Member } from "./members";
import type { OverlayNetworkArgs, TunnelNetworkArgs } from "./overlay-args";
import { forwardingOf, peersOf, type Station, type Vtep } from "./plan";
import { type Transform, transformed } from "./transform";

/** What an overlay has on one of its hosts. */
export interface OverlayHost {
    readonly bridge: Bridge;
    /** Not there with mode `"direct"`, nor while the network has one host only, unless a multicast group may find others. */
    readonly tunnel?: VxlanTunnel;
    /** With mode `"direct"`: the part of the subnet that its endpoints are in. */
    readonly lease?: pulumi.Output<string>;
    /** The same in `subnet6`. */
    readonly lease6?: pulumi.Output<string>;
}

interface Wanted {
    readonly name: string;
    readonly parent: pulumi.Resource;
    readonly args: OverlayNetworkArgs;
    readonly ground: Ground;
    readonly member: Member;
    readonly members: readonly Member[];
    readonly mtu: pulumi.Output<number>;
}

/** The bridge of a host, and its end of the tunnels. */
export function makeOverlayHost(wanted: Wanted): OverlayHost {
    const { name, parent, args, ground, member, members, mtu } = wanted;
    const bridgeName = `${name}-br`;
    const bridge = new Bridge(
        bridgeName,
        transformed(
            args.transform?.bridge,
            {
                host: member.resource,
                addresses: ground.hostAddresses,
                // The gateway is everywhere the same, so that an endpoint finds the one of its own host.
                macFromAddress: ground.hostAddresses.length > 0,
                mtu,
                allowOverlap: args.allowOverlap,
            },
            bridgeName,
        ),
        { parent },
    );
    if (args.mode === "direct") {
        const { four, six } = ground;
        return { bridge, lease: four.subnet, ...(six && { lease6: six.subnet }) };
    }
    if (members.length === 1 && args.mode !== "multicast") return { bridge };
    const tunnelName = `${name}-vx`;
    const tunnelArgs: VxlanTunnelArgs = {
        host: member.resource,
        vni: args.vni,
        port: args.port ?? 4789,
        ...(member.device && { device: member.device }),
        local: member.vtep,
        master: bridge.name,
        mtu: bridge.mtu,
        // Keeps what asks for the gateway off the tunnel: exactly one host answers.
        suppressNeighbors: true,
        allowFrom: args.allowFrom === "any" || members.length === 1 ? "any" : peersOf(member.host, members),
        // Others put their entries on it: the Forwarding of this program, and those of attachments.
        entries: "shared",
        ...discovery(args, peersOf(member.host, members)),
    };
    const tunnel = new VxlanTunnel(tunnelName, transformed(args.transform?.vxlanTunnel, tunnelArgs, tunnelName), {
        parent,
    });
    return { bridge, tunnel };
}

function discovery(
    { mode = "static", group }: TunnelNetworkArgs,
    peers: pulumi.Output<string>[],
): Partial<VxlanTunnelArgs> {
    if (mode === "multicast") return { group, learning: true };
    return mode === "flood" ? { peers, learning: true } : { learning: false };
}

interface Told extends Pick<Wanted, "name"> {
    readonly opts: pulumi.CustomResourceOptions;
    readonly transform?: Transform<ForwardingArgs>;
    /** The tunnel, where it is this program's. */
    readonly own?: VxlanTunnel;
    readonly member: Pick<Member, "host" | "resource" | "vtep">;
    readonly members: readonly Vtep<pulumi.Output<string>>[];
}

/** Tells a host where the endpoints of the others are: one resource a host and program, changed in place. */
export function makeForwarding(
    { name, opts, transform, member, members, own }: Told,
    { tunnel, bridge }: { readonly tunnel: pulumi.Input<string>; readonly bridge: pulumi.Input<string> },
    stations: readonly Station<pulumi.Output<string>>[],
): Forwarding {
    const child = `${name}-fdb`;
    const entries = { host: member.resource, tunnel, bridge, ...forwardingOf(member.host, members, stations) };
    // A tunnel that is made anew has none of them, under the same name.
    return new Forwarding(child, transformed(transform, entries, child), {
        ...opts,
        ...(own && { replaceWith: [own] }),
    });
}
