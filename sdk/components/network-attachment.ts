import * as pulumi from "@pulumi/pulumi";
import type { Host } from "../resources/host";
import type { Declared, Endpoints } from "./endpoint-args";
import { Network } from "./network";
import type { EndpointTransforms } from "./network-args";
import type { OverlayMember, OverlayTransforms } from "./overlay-args";
import { addressPool } from "./parts/addressing";
import { declaredEndpoints } from "./parts/declared";
import { makeEndpoints } from "./parts/endpoint";
import type { HostReference, NetworkReference } from "./parts/reference";
import { demandForm, refused } from "./parts/refused";
import { admit } from "./parts/registry";
import type { Family, Scope, Site } from "./parts/site";
import { makeForwarding } from "./parts/tunnel";
import { hostsOf } from "./parts/underlay";
import { attachmentProblem, mtuProblems, networkAttachmentArgs, networkReference } from "./plan";

export interface NetworkAttachmentArgs<E extends object = Endpoints> {
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
    endpoints: Declared<E>;
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
export class NetworkAttachment<E extends object = Endpoints> extends Network<E> {
    constructor(name: string, args: NetworkAttachmentArgs<E>, opts?: pulumi.ComponentResourceOptions) {
        const kind = "NetworkAttachment";
        demandForm(kind, name, networkAttachmentArgs, args);
        const { slice, slice6, transform = {} } = args;
        const hosts = hostsOf(args.hosts);
        const names = hosts.map((host) => host.logicalName);
        const plan = admit(kind, { name, hosts: names, slice, slice6, endpoints: declaredEndpoints(args.endpoints) });
        super(`hostnet:index:${kind}`, name, {}, opts);
        const scope: Scope = { kind, name, parent: this, plan, hosts, transform, made: [] };

        const slices = slice6 === undefined ? [slice] : [slice, slice6];
        const network = pulumi.output(args.network).apply((known): NetworkReference => {
            demandForm(kind, name, networkReference, known, "network");
            const problem = attachmentProblem(known, { hosts: names, slices });
            const problems = problem ? [problem] : mtuProblems(plan.endpoints, known.mtu);
            if (problems.length > 0) throw refused(kind, name, problems);
            return known;
        });
        const mtu = network.apply((known) => known.mtu);
        const families = familiesOn(scope, network);
        const sites = hosts.map((host): Site & { readonly on: pulumi.Output<HostReference> } => {
            const on = network.apply((known) => known.hosts[host.logicalName] as HostReference);
            const prefix = `${name}-${host.logicalName}`;
            return { host, prefix, bridge: on.apply(({ bridge }) => bridge), mtu, families, isolation: [], on };
        });
        // The same entries, on a tunnel that its program made anew.
        const generation = network.apply(({ vni, port }) => (vni === undefined ? "" : `${vni}/${port}`));
        const vteps = sites.map(({ host, on }) => ({
            host: host.logicalName,
            vtep: on.apply(({ vtep }) => vtep ?? ""),
        }));
        if (hosts.length > 1)
            for (const site of sites)
                makeForwarding(
                    scope,
                    site,
                    { tunnel: site.on.apply(({ tunnel }) => tunnel as string), generation },
                    vteps,
                    sites,
                );
        const endpoints = makeEndpoints(scope, sites);

        this.complete(scope, { subnet: "" }, { subnets: families, mtu }, endpoints, {
            title: `attachment ${name} to a network`,
            facts: [["slice", slice], ...(slice6 ? [["slice6", slice6] as const] : []), ["mtu", mtu.apply(String)]],
            hosts: sites.map(({ host, bridge, on }, index) => [
                host.logicalName,
                vteps[index]?.vtep ?? "",
                bridge,
                on.apply(({ tunnel }) => tunnel ?? ""),
            ]),
            reference: network,
        });
    }
}

/** The families of the network, with the addresses that this program hands out. */
function familiesOn(scope: Scope, network: pulumi.Output<NetworkReference>): Family[] {
    const { name, plan } = scope;
    const spaces = plan.families.map(({ version, suffix, slice }) => {
        const gateway = network.apply((known) => known[`gateway${suffix}`]);
        return {
            version,
            slice,
            subnet: network.apply((known) => known[`subnet${suffix}`] as string),
            gateway: gateway.apply((via) => via ?? (false as const)),
            via: gateway,
        };
    });
    return addressPool(scope, `${name}-pool`, spaces, plan.endpoints).map(({ version, addresses }, index) => {
        const { subnet, via } = spaces[index] as (typeof spaces)[number];
        const routes = via.apply((address) =>
            address === undefined ? [] : [{ to: version === 6 ? "::/0" : "default", via: address }],
        );
        return { version, subnet, addresses, gateway: via, routes };
    });
}
