import type * as pulumi from "@pulumi/pulumi";
import { Forwarding, type ForwardingArgs } from "../../resources/forwarding";
import type { VxlanTunnelArgs } from "../../resources/vxlan-tunnel";
import { VxlanTunnel } from "../../resources/vxlan-tunnel";
import type { TunnelNetworkArgs } from "../overlay-args";
import { forwardingOf, peersOf, type Vtep, vxlanOverhead } from "../plan";
import { make } from "./child";
import { remoteEndpoints } from "./endpoint";
import { sharedAddressing } from "./families";
import { onceStands, type Scope, type Site } from "./site";
import type { Strategy } from "./strategy";
import { fittingMtu, type Underlay, underlaysOf } from "./underlay";

/** Hosts joined by VXLAN tunnels, each to all others. */
export function tunnelled(args: TunnelNetworkArgs): Strategy {
    const { vni, port = 4789, mode = "static", group, leasePrefix, leasePrefix6, hosts } = args;
    const version = args.underlay === "ipv6" ? 6 : 4;
    // One host alone has nobody to send to, unless a multicast group may find others.
    const needed = hosts.length > 1 || mode === "multicast";
    return {
        title: `${mode}, VNI ${vni}`,
        declared: { tunnel: { vni, port, mode, group, leasePrefix, leasePrefix6 } },
        lay(scope) {
            const underlays = underlaysOf(scope, hosts, { arg: "underlay", version }, needed);
            const fitting = fittingMtu(scope, underlays, vxlanOverhead(version), args.mtu);
            return {
                underlays,
                addressing: sharedAddressing(scope, args, fitting),
                within: [],
                join(sites) {
                    if (!needed) return sites.map(() => ({}));
                    const tunnels = sites.map((site, index) =>
                        makeTunnel(scope, args, site, underlays[index] as Underlay, underlays),
                    );
                    if (mode === "static")
                        sites.forEach((site, index) => {
                            const tunnel = tunnels[index] as VxlanTunnel;
                            // A tunnel that is made anew has none of its entries, under the same name.
                            makeForwarding(scope, site, { tunnel: tunnel.name }, underlays, sites, {
                                replaceWith: [tunnel],
                            });
                        });
                    return tunnels.map((tunnel) => ({ tunnel }));
                },
            };
        },
    };
}

/** A host's end of the tunnels. */
function makeTunnel(
    scope: Scope,
    { vni, port = 4789, allowFrom, mode = "static", group }: TunnelNetworkArgs,
    { host, prefix, bridge, mtu, isolation }: Site,
    own: Underlay,
    underlays: readonly Underlay[],
): VxlanTunnel {
    const peers = peersOf(own.host, underlays);
    const discovery = {
        static: { learning: false },
        flood: { peers, learning: true },
        multicast: { group, learning: true },
    };
    const args: VxlanTunnelArgs = {
        host,
        vni,
        port,
        ...(own.device && { device: own.device }),
        local: own.vtep,
        master: bridge,
        mtu,
        // Keeps what asks for the gateway off the tunnel: exactly one host answers.
        suppressNeighbors: true,
        allowFrom: allowFrom === "any" || peers.length === 0 ? "any" : peers,
        // Others put their entries on it: the Forwarding of this program, and those of attachments.
        entries: "shared",
        ...discovery[mode],
    };
    const name = `${prefix}-vx`;
    // It brings endpoints of other hosts to this bridge: so not before the rules that guard them here.
    return make(scope, VxlanTunnel, scope.transform.vxlanTunnel, name, args, { dependsOn: [...isolation] });
}

/** Tells a host where the endpoints of the others are: one resource a host and program, changed in place. */
export function makeForwarding(
    scope: Scope,
    site: Site,
    on: Pick<ForwardingArgs, "tunnel" | "generation">,
    vteps: readonly Vtep<pulumi.Output<string>>[],
    sites: readonly Site[],
    opts: pulumi.CustomResourceOptions = {},
): void {
    const { host, bridge, prefix } = site;
    const name = `${prefix}-fdb`;
    const entries = forwardingOf(host.logicalName, vteps, remoteEndpoints(scope.plan, sites));
    const args = { host, ...on, bridge, ...entries };
    make(scope, Forwarding, scope.transform.forwarding, name, args, { ...onceStands(site), ...opts });
}
