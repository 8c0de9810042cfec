import type * as pulumi from "@pulumi/pulumi";
import { core, networkSpec } from "./core";
import type { Endpoints } from "./endpoint-args";
import { makeEndpoints, stationsOf } from "./endpoints";
import { onceStands } from "./frame";
import { openGateway } from "./gateway";
import { guard } from "./guard";
import { hostsOf, membersOf, pathsOf } from "./members";
import { Network } from "./network";
import type { OverlayNetworkArgs } from "./overlay-args";
import { makeForwarding, makeOverlayHost, type OverlayHost } from "./overlay-host";
import { networkMtu, vxlanOverhead } from "./plan";
import { checked, claim } from "./program";
import { referenceOf } from "./reference";
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
        const { vni, port = 4789, mode = "static", masquerade = true, transform = {} } = args;
        const kind = "OverlayNetwork";
        const hosts = hostsOf(args.hosts);
        const spec = networkSpec(name, hosts, args);
        claim(kind, { spec, tunnel: { vni, port, mode, group: args.group } });
        super("hostnet:index:OverlayNetwork", name, {}, opts);
        const open = args.gateway !== false;
        const family = args.underlay === "ipv6" ? 6 : 4;
        const members = membersOf(name, args.hosts, family, hosts.length > 1 || mode === "multicast");
        const fitting = pathsOf(members).apply((paths) =>
            checked(kind, name, () => networkMtu(paths, vxlanOverhead(family), args.mtu)),
        );
        const parts = core({ kind, name, parent: this, args, hosts, specs: spec.endpoints, open, mtu: fitting });
        const { four, six, mtu } = parts;
        const made = members.map((member) => {
            const common = {
                name: `${name}-${member.host}`,
                parent: this,
                host: member.resource,
                masquerade,
                transform,
            };
            const one = makeOverlayHost({ ...common, args, core: parts, member, members, mtu });
            if (open) openGateway({ ...common, bridge: one.bridge, subnet: four.subnet, subnet6: six?.subnet });
            const keep = { internal: false, isolated: false, gateway: open, reachableFrom: args.reachableFrom ?? [] };
            guard({ ...common, ...keep, bridge: one.bridge.name, six });
            return { ...common, member, ...one };
        });
        const places = new Map(
            // The bridge's MTU, not what it was made from: an endpoint then depends on its bridge, not on every host.
            made.map(({ member, host, bridge }) => [member.host, { host, bridge: bridge.name, mtu: bridge.mtu }]),
        );
        const frame = {
            name,
            parent: this,
            specs: spec.endpoints,
            four,
            six,
            isolated: false,
            transform,
            place: (host: string) => places.get(host) as never,
        };
        if (mode === "static")
            for (const { name: prefix, member, bridge, tunnel } of made)
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
        this.hosts = Object.fromEntries(made.map(({ member, bridge, tunnel }) => [member.host, { bridge, tunnel }]));
        const references = made.map(({ member, bridge, tunnel }) => [
            member.host,
            { bridge: bridge.name, ...(tunnel && { tunnel: tunnel.name, vtep: member.vtep }) },
        ]);
        this.complete(
            {
                name,
                subnet: four.subnet,
                subnet6: six?.subnet,
                mtu: fitting,
                endpoints,
                internal: false,
                reference: referenceOf(name, args, four, six, fitting, Object.fromEntries(references)),
            },
            {
                title: `overlay network ${name}, ${mode}, VNI ${vni}`,
                facts: factsOf(args, four, six, fitting),
                hosts: made.map(({ member, bridge, tunnel }) => [
                    member.host,
                    member.vtep,
                    bridge.name,
                    tunnel ? tunnel.name : "",
                ]),
                endpoints: endpointRows(args.endpoints ?? {}, endpoints),
            },
        );
    }
}
