import * as pulumi from "@pulumi/pulumi";
import { macFromAddress } from "../../../addressing";
import { typeOf } from "../../resource";
import { Endpoint } from "../../resources/endpoint";
import type { LinkRouteArgs } from "../../resources/link-route";
import { Netns } from "../../resources/netns";
import type { NetworkEndpoint, NetworkEndpointArgs } from "../endpoint-args";
import { type NetworkPlan, onSubnet, ownersOf, type PlannedEndpoint, type RemoteEndpoint } from "../plan";
import { make } from "./child";
import { nameEndpoint } from "./name-service";
import { publish } from "./publish";
import { type Family, onceStands, type Scope, type Site, siteOf } from "./site";

/** Makes the endpoints of a network and their published ports; one that shares another's namespace is that. */
export function makeEndpoints(scope: Scope, sites: readonly Site[]): ReadonlyMap<string, NetworkEndpoint> {
    const { endpoints } = scope.plan;
    const made = new Map<string, NetworkEndpoint>();
    for (const endpoint of ownersOf(endpoints))
        made.set(endpoint.name, makeEndpoint(scope, siteOf(sites, endpoint.host), endpoint));
    for (const { name, owner } of endpoints) {
        const own = made.get(owner);
        if (own) made.set(name, { ...own, name });
    }
    for (const planned of endpoints) {
        const { name, host, owner, args } = planned;
        const endpoint = made.get(name);
        if (!endpoint) continue;
        publish(scope, siteOf(sites, host), endpoint, planned);
        if (args.nameService && owner === name) nameEndpoint(scope, sites, endpoint, args.nameService);
    }
    return made;
}

function makeEndpoint(scope: Scope, site: Site, endpoint: PlannedEndpoint): NetworkEndpoint {
    const { name, args, hairpin, interface: link } = endpoint;
    const { host, bridge, mtu, families } = site;
    const child = `${scope.name}-${name}`;
    const own = {
        ...{ host, name: args.name, bridge, interface: link, hairpin, isolated: scope.plan.isolated },
        netns: args.netns instanceof Netns ? args.netns.name : args.netns,
        addresses: families.map((family) => withPrefix(family, name)),
        routes: routesOf(families, args),
        mac: macOf(families, endpoint),
        mtu: mtu.apply((size) => args.mtu ?? size),
    };
    // Before there was this kind it was a Netns and a Veth: their cable goes before this one comes, with the same addresses.
    const aliases = [{ type: typeOf("Veth"), name: `${child}-veth` }];
    const made = make(scope, Endpoint, scope.transform.endpoint, child, own, { ...onceStands(site), aliases });
    // Whoever uses an address waits for the endpoint; its URN is known in a preview, its id is not.
    const attached = (family: Family | undefined) =>
        family && pulumi.all([addressIn(family, name), made.urn]).apply(([item]) => item);
    const [address, address6] = families.map(attached);
    return {
        name,
        host: endpoint.host,
        address: address as pulumi.Output<string>,
        address6: address6 ?? pulumi.output(undefined),
        mac: made.mac,
        netns: made.netns,
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

const routesOf = (families: readonly Family[], args: NetworkEndpointArgs): pulumi.Output<LinkRouteArgs[]> =>
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
