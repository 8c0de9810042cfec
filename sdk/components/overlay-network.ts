import * as pulumi from "@pulumi/pulumi";
import { directSpec } from "./direct";
import type { Endpoints } from "./endpoint-args";
import { makeEndpoints, stationsOf } from "./endpoints";
import { onceStands } from "./frame";
import { openGateway } from "./gateway";
import { guard } from "./guard";
import { hostsOf } from "./members";
import { Network } from "./network";
import type { OverlayNetworkArgs } from "./overlay-args";
import { overlayCore } from "./overlay-core";
import { makeForwarding, makeOverlayHost, type OverlayHost } from "./overlay-host";
import type { Claim, DirectSpec } from "./plan";
import { claim } from "./program";
import { referenceOf } from "./reference";
import { networkSpec } from "./specs";
import { endpointRows, factsOf } from "./summary";

/**
 * A network of many hosts (VXLAN, RFC 7348): a bridge, a tunnel and a gateway on each, and endpoints that reach each other
 * wherever they are.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const hosts = hostnet.hostsFromConfig();
 * const blue = new hostnet.OverlayNetwork("blue", {
 *     hosts,
 *     subnet: "10.233.0.0/16",
 *     vni: 42,
 *     endpoints: {
 *         web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
 *         db: { host: "ubuntu3", address: "10.233.0.50" },
 *     },
 * });
 * export const address = blue.endpoints.web.address;
 * ```
 */
export class OverlayNetwork<E extends Endpoints = Record<never, never>> extends Network<E> {
    /** What it has on each host, by the hosts' logical names. */
    readonly hosts: Readonly<Record<string, OverlayHost>>;

    constructor(name: string, args: OverlayNetworkArgs<E>, opts?: pulumi.ComponentResourceOptions) {
        const { mode = "static", masquerade = true, transform = {} } = args;
        const kind = "OverlayNetwork";
        const hosts = hostsOf(args.hosts);
        const spec = networkSpec(name, hosts, args, directSpec(args));
        claim(kind, { spec, tunnel: tunnelOf(args) });
        super("hostnet:index:OverlayNetwork", name, {}, opts);
        const open = args.gateway !== false;
        const parts = overlayCore({ kind, name, parent: this, args, hosts, specs: spec.endpoints, open });
        const { four, six, members, mtu } = parts;
        const whole = { name, subnet: four.subnet, subnet6: six?.subnet, internal: false };
        const made = members.map((member) => {
            const ground = parts.on(member.resource);
            const common = {
                name: `${name}-${member.host}`,
                parent: this,
                host: member.resource,
                masquerade,
                transform,
            };
            const on = makeOverlayHost({ ...common, args, ground, member, members, mtu });
            const own = { subnet: ground.four.subnet, subnet6: ground.six?.subnet };
            if (open) openGateway({ ...common, ...own, bridge: on.bridge, within: whole });
            // What comes from the other hosts' leases is the network's own.
            const reachableFrom = [...(mode === "direct" ? [whole] : []), ...(args.reachableFrom ?? [])];
            const keep = { internal: false, isolated: false, gateway: open, reachableFrom };
            guard({ ...common, ...keep, bridge: on.bridge.name, six: ground.six });
            return { ...common, member, ground, on };
        });
        const places = new Map(
            // The bridge's MTU, not what it was made from: an endpoint then depends on its bridge, not on every host.
            made.map(({ member, host, on: { bridge }, ground: { four, six } }) => [
                member.host,
                { host, bridge: bridge.name, mtu: bridge.mtu, four, six },
            ]),
        );
        const frame = {
            name,
            parent: this,
            specs: spec.endpoints,
            isolated: false,
            transform,
            place: (host: string) => places.get(host) as never,
        };
        if (mode === "static")
            for (const {
                name: prefix,
                member,
                on: { bridge, tunnel },
            } of made)
                if (tunnel)
                    makeForwarding(
                        {
                            name: prefix,
                            opts: onceStands(frame, member.host),
                            transform: transform.forwarding,
                            member,
                            members,
                            own: tunnel,
                        },
                        { tunnel: tunnel.name, bridge: bridge.name },
                        stationsOf(frame, args.endpoints ?? {}),
                    );
        const endpoints = makeEndpoints(frame, (args.endpoints ?? {}) as E);
        this.hosts = Object.fromEntries(made.map(({ member, on }) => [member.host, on]));
        const references = made.map(({ member, on: { bridge, tunnel } }) => [
            member.host,
            { bridge: bridge.name, ...(tunnel && { tunnel: tunnel.name, vtep: member.vtep }) },
        ]);
        this.complete(
            {
                name,
                subnet: four.subnet,
                subnet6: six?.subnet,
                mtu,
                endpoints,
                internal: false,
                reference: referenceOf(name, args, four, six, mtu, Object.fromEntries(references)),
            },
            {
                title: `overlay network ${name}, ${mode}${args.mode === "direct" ? "" : `, VNI ${args.vni}`}`,
                facts: factsOf(args, four, six, mtu),
                hosts: made.map(({ member, on: { bridge, tunnel, lease, lease6 } }) => [
                    member.host,
                    member.vtep,
                    bridge.name,
                    tunnel ? tunnel.name : "",
                    lease ? pulumi.all([lease, lease6]).apply((all) => all.filter(Boolean).join(" ")) : "",
                ]),
                endpoints: endpointRows(args.endpoints ?? {}, endpoints),
            },
        );
    }
}

/** The tunnels that a network holds of its hosts. */
function tunnelOf(args: OverlayNetworkArgs): Claim["tunnel"] {
    if (args.mode === "direct") return undefined;
    const { vni, port = 4789, mode, group } = args;
    const { leasePrefix, leasePrefix6 }: DirectSpec = args as object;
    return { vni, port, mode, group, leasePrefix, leasePrefix6 };
}
