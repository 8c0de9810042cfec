import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../resources/host";
import type { Endpoints } from "./endpoint-args";
import { makeEndpoints, stationsOf } from "./endpoints";
import { type EndpointTransforms, type Family, onceStands } from "./frame";
import { hostsOf, type OverlayMember } from "./members";
import { Network } from "./network";
import type { OverlayTransforms } from "./overlay-args";
import { makeForwarding } from "./overlay-host";
import { attachmentProblem, mtuProblems } from "./plan";
import { addressPool } from "./pool";
import { claim, refused } from "./program";
import type { HostReference, NetworkReference } from "./reference";
import { specsOf } from "./specs";
import { endpointRows } from "./summary";

export interface NetworkAttachmentArgs<E extends Endpoints = Endpoints> {
    /**
     * The network, as its program exports it: `export const network = blue.reference` there, and here
     * `new pulumi.StackReference("org/shop/dev").requireOutput("network")`. It may be an output.
     */
    network: pulumi.Input<NetworkReference>;
    /**
     * Its hosts, as `Host`s of this program under the same logical names; all of them, since each has to be told where
     * the endpoints are. Plain, since resources are made for each.
     */
    hosts: readonly (Host | OverlayMember)[];
    /**
     * The part of the network's subnet that this program hands out, one of the `slices` of the network. A change renumbers
     * its endpoints.
     */
    slice: string;
    /** The same in its `subnet6`: required where endpoints are to have IPv6 addresses. Default: they have none. */
    slice6?: string;
    /** Its endpoints by name. */
    endpoints: E;
    /** The last word on the args of its children, by kind. */
    transform?: EndpointTransforms & Pick<OverlayTransforms, "forwarding">;
}

/**
 * Endpoints on a network of another program or stack, with addresses and forwarding entries of their own, so that neither
 * program touches what is the other's.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as hostnet from "pulumi-hostnet";
 *
 * const platform = new pulumi.StackReference("organization/platform/prod");
 * const shop = new hostnet.NetworkAttachment("shop", {
 *     network: platform.requireOutput("network"),
 *     hosts: hostnet.hostsFromConfig(),
 *     slice: "10.233.128.0/24",
 *     endpoints: { cart: { host: "ubuntu2" } },
 * });
 * ```
 */
export class NetworkAttachment<E extends Endpoints = Endpoints> extends Network<E> {
    constructor(name: string, args: NetworkAttachmentArgs<E>, opts?: pulumi.ComponentResourceOptions) {
        const kind = "NetworkAttachment";
        const { slice, slice6, transform = {} } = args;
        const hosts = hostsOf(args.hosts);
        const names = hosts.map((host) => host.logicalName);
        const specs = specsOf(args.endpoints);
        claim(kind, { spec: { name, hosts: names, slice, slice6, endpoints: specs } });
        super("hostnet:index:NetworkAttachment", name, {}, opts);
        const wanted = { hosts: names, slices: slice6 === undefined ? [slice] : [slice, slice6] };
        const network: pulumi.Output<NetworkReference> = pulumi.output(args.network).apply((known) => {
            const problem = attachmentProblem(known, wanted);
            const problems = problem ? [problem] : mtuProblems(specs, known.mtu);
            if (problems.length > 0) throw refused(kind, name, problems);
            return known;
        }) as pulumi.Output<NetworkReference>;
        const on = (host: string) => network.apply((known) => known.hosts[host] as HostReference);
        const pool = addressPool({
            name: `${name}-pool`,
            parent: this,
            specs,
            space: {
                subnet: network.apply((known) => known.subnet),
                slice,
                gateway: network.apply((known) => known.gateway ?? false),
                ...(slice6 !== undefined && {
                    subnet6: network.apply((known) => known.subnet6 as string),
                    slice6,
                    gateway6: network.apply((known) => known.gateway6 ?? false),
                }),
            },
            transform: transform.addressPool,
        });
        const family = (six: boolean): Family => {
            const gateway = network.apply((known) => (six ? known.gateway6 : known.gateway));
            return {
                subnet: network.apply((known) => (six ? known.subnet6 : known.subnet) as string),
                addresses: six ? pool.addresses6 : pool.addresses,
                gateway,
                routes: gateway.apply((via) => (via === undefined ? [] : [{ to: six ? "::/0" : "default", via }])),
            };
        };
        const members = hosts.map((resource) => ({
            host: resource.logicalName,
            resource,
            vtep: on(resource.logicalName).apply((host) => host.vtep ?? ""),
        }));
        const mtu = network.apply((known) => known.mtu);
        const [four, six] = [family(false), slice6 === undefined ? undefined : family(true)];
        const frame = {
            name,
            parent: this,
            specs,
            isolated: false,
            transform,
            place: (host: string) => ({
                host: hosts.find((item) => item.logicalName === host) as Host,
                bridge: on(host).apply((item) => item.bridge),
                mtu,
                four,
                six,
            }),
        };
        if (hosts.length > 1)
            for (const member of members)
                makeForwarding(
                    {
                        name: `${name}-${member.host}`,
                        opts: onceStands(frame, member.host),
                        transform: transform.forwarding,
                        member,
                        members,
                    },
                    {
                        tunnel: on(member.host).apply((item) => item.tunnel as string),
                        bridge: on(member.host).apply((item) => item.bridge),
                    },
                    stationsOf(frame, args.endpoints),
                );
        const endpoints = makeEndpoints(frame, args.endpoints);
        this.complete(
            { name, subnet: four.subnet, subnet6: six?.subnet, mtu, endpoints, internal: false, reference: network },
            {
                title: `attachment ${name} to a network`,
                facts: [["slice", slice], ...(slice6 ? [["slice6", slice6] as const] : []), ["mtu", mtu.apply(String)]],
                hosts: members.map(({ host, vtep }) => [
                    host,
                    vtep,
                    on(host).apply((item) => item.bridge),
                    on(host).apply((item) => item.tunnel ?? ""),
                ]),
                endpoints: endpointRows(args.endpoints, endpoints),
            },
        );
    }
}
