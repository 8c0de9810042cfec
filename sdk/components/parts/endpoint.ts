import * as pulumi from "@pulumi/pulumi";
import { macFromAddress } from "../../../addressing";
import type { LinkRouteArgs } from "../../resources/link-route";
import { Netns } from "../../resources/netns";
import { Veth } from "../../resources/veth";
import type { Endpoint, EndpointArgs } from "../endpoint-args";
import { type NetworkPlan, onSubnet, ownersOf, type PlannedEndpoint, type RemoteEndpoint } from "../plan";
import { nameEndpoint } from "./name-service";
import { publish } from "./publish";
import { type Family, onceStands, type Scope, type Site, siteOf } from "./site";
import { transformed } from "./transform";

/** Makes the endpoints of a network: namespaces, cables, published ports; one that shares another's namespace is that. */
export function makeEndpoints(scope: Scope, sites: readonly Site[]): ReadonlyMap<string, Endpoint> {
    const { endpoints } = scope.plan;
    const made = new Map<string, Endpoint>();
    for (const endpoint of ownersOf(endpoints))
        made.set(endpoint.name, makeEndpoint(scope, siteOf(sites, endpoint.host), endpoint));
    for (const { name, owner } of endpoints) {
        const own = made.get(owner);
        if (own) made.set(name, { ...own, name });
    }
    for (const { name, host, owner, args } of endpoints) {
        const endpoint = made.get(name);
        if (!endpoint) continue;
        publish(scope, siteOf(sites, host), endpoint, args.publish ?? []);
        if (args.nameService && owner === name) nameEndpoint(scope, sites, endpoint, args.nameService);
    }
    return made;
}

function makeEndpoint(scope: Scope, site: Site, endpoint: PlannedEndpoint): Endpoint {
    const { transform, plan } = scope;
    const { name, args, hairpin, interface: link } = endpoint;
    const { host, bridge, mtu, families } = site;
    const opts = onceStands(scope, site);
    const [ns, veth] = [`${scope.name}-${name}-ns`, `${scope.name}-${name}-veth`];
    const netns = args.netns ?? new Netns(ns, transformed(transform.netns, { host }, ns), opts);
    const inside = netns instanceof Netns ? netns.name : netns;
    const cableArgs = {
        host,
        master: bridge,
        mtu: mtu.apply((size) => args.mtu ?? size),
        hairpin,
        isolated: plan.isolated,
        peer: {
            name: link,
            netns: inside,
            addresses: families.map((family) => withPrefix(family, name)),
            mac: macOf(families, endpoint),
            routes: routesOf(families, args),
        },
    };
    const cable = new Veth(veth, transformed(transform.veth, cableArgs, veth), opts);
    // Whoever uses an address waits for the cable; its URN is known in a preview, its id is not.
    const cabled = (family: Family | undefined) =>
        family && pulumi.all([addressIn(family, name), cable.urn]).apply(([item]) => item);
    const [address, address6] = families.map(cabled);
    return {
        name,
        host: endpoint.host,
        address: address as pulumi.Output<string>,
        address6: address6 ?? pulumi.output(undefined),
        mac: cable.peer.mac,
        netns: pulumi.output(inside),
        interface: link,
    };
}

/** The endpoints as the tunnels of other hosts see them; those that share an interface are one. */
export const remoteEndpoints = (
    { endpoints }: NetworkPlan,
    sites: readonly Site[],
): RemoteEndpoint<pulumi.Output<string>>[] =>
    ownersOf(endpoints).map((endpoint) => {
        const { families } = siteOf(sites, endpoint.host);
        return {
            host: endpoint.host,
            mac: macOf(families, endpoint),
            addresses: families.map((family) => addressIn(family, endpoint.name)),
        };
    });

function macOf([first]: readonly Family[], { name, mac }: PlannedEndpoint): pulumi.Output<string> {
    if (mac !== undefined || !first) return pulumi.output(mac ?? "");
    return addressIn(first, name).apply((item) => macFromAddress(item));
}

const addressIn = ({ addresses }: Family, name: string): pulumi.Output<string> =>
    addresses.apply((all) => all[name] as string);

const withPrefix = (family: Family, name: string): pulumi.Output<string> =>
    pulumi.all([addressIn(family, name), family.subnet]).apply(([address, subnet]) => onSubnet(address, subnet));

const routesOf = (families: readonly Family[], args: EndpointArgs): pulumi.Output<LinkRouteArgs[]> =>
    pulumi
        .all([
            pulumi.all(families.map(({ routes }) => routes)),
            pulumi.all(families.flatMap(({ within }) => (within ? [within] : []))),
        ])
        .apply(([out, within]) => [
            ...(args.defaultRoute === false ? [] : out.flat()),
            ...within.flat(),
            ...(args.routes ?? []),
        ]);
