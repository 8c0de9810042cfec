import * as pulumi from "@pulumi/pulumi";
import { macFromAddress } from "../addressing";
import type { LinkRouteArgs } from "../resources/link-route";
import { Netns } from "../resources/netns";
import { Veth } from "../resources/veth";
import type { Endpoint, EndpointArgs, Endpoints } from "./endpoint-args";
import type { Family, Frame, Place } from "./frame";
import { nameEndpoint } from "./name-service";
import { hostOf, onSubnet, publishes, type Station } from "./plan";
import { refused } from "./program";
import { publish } from "./publish";
import { transformed } from "./transform";

/** Makes the endpoints of a network: namespaces, cables, published ports. */
export function makeEndpoints<E extends Endpoints>(frame: Frame, args: E): { readonly [K in keyof E]: Endpoint } {
    const made = new Map<string, Endpoint>();
    for (const spec of frame.specs) {
        const own = args[spec.name];
        if (own && spec.sharedWith === undefined) made.set(spec.name, makeEndpoint(frame, spec.name, own));
    }
    for (const { name, sharedWith } of frame.specs) {
        const other = sharedWith === undefined ? undefined : made.get(sharedWith);
        if (other) made.set(name, { ...other, name });
    }
    for (const [name, endpoint] of made) {
        const { publish: ports = [], nameService, sharedWith } = args[name] ?? {};
        publish(frame, endpoint, ports);
        if (nameService && sharedWith === undefined) nameEndpoint(frame, endpoint, nameService);
    }
    return Object.fromEntries(made) as { [K in keyof E]: Endpoint };
}

function makeEndpoint(frame: Frame, name: string, args: EndpointArgs): Endpoint {
    const { parent, specs, transform } = frame;
    const spec = specs.find((item) => item.name === name);
    const hostName = (spec && hostOf(spec, specs)) ?? "";
    const place = frame.place(hostName);
    const { host, bridge, mtu, four, six } = place;
    const [ns, veth] = [`${frame.name}-${name}-ns`, `${frame.name}-${name}-veth`];
    const netns = args.netns ?? new Netns(ns, transformed(transform.netns, { host }, ns), { parent });
    const link = args.interface ?? "eth0";
    const cable = new Veth(
        veth,
        transformed(
            transform.veth,
            {
                host,
                master: bridge,
                mtu: mtu.apply((size) => fitting(frame, name, size, args.mtu)),
                // What calls its own published port comes back by the port of the bridge that it left by.
                hairpin: spec !== undefined && publishes(spec, specs),
                isolated: frame.isolated,
                peer: {
                    name: link,
                    netns: netns instanceof Netns ? netns.name : netns,
                    addresses: [four, ...(six ? [six] : [])].map((family) => withPrefix(family, name)),
                    mac: macOf(four, name, args),
                    routes: waysOut(place, args),
                },
            },
            veth,
        ),
        { parent },
    );
    return {
        name,
        host: hostName,
        // Whoever uses the address waits for the cable; its URN is known in a preview, its id is not.
        address: pulumi.all([addressIn(four, name), cable.urn]).apply(([item]) => item),
        address6: six ? addressIn(six, name) : pulumi.output(undefined),
        mac: cable.peer.mac,
        netns: pulumi.output(netns instanceof Netns ? netns.name : netns),
        interface: link,
    };
}

function fitting({ kind, name }: Frame, endpoint: string, size: number, asked = size): number {
    if (asked > size)
        throw refused(kind, name, [`endpoints.${endpoint}.mtu: ${asked} is larger than the network's mtu, ${size}`]);
    return asked;
}

/** The endpoints as the tunnels of other hosts see them; those that share an interface are one. */
export const stationsOf = ({ specs, place }: Frame, args: Endpoints): Station<pulumi.Output<string>>[] =>
    specs
        .filter(({ sharedWith }) => sharedWith === undefined)
        .map(({ name, host = "" }) => {
            const { four, six } = place(host);
            return {
                host,
                mac: macOf(four, name, args[name] ?? {}),
                addresses: [four, ...(six ? [six] : [])].map((family) => addressIn(family, name)),
            };
        });

const macOf = (four: Family, name: string, { mac }: EndpointArgs): pulumi.Output<string> =>
    mac === undefined ? addressIn(four, name).apply((item) => macFromAddress(item)) : pulumi.output(mac);

const addressIn = ({ addresses }: Family, name: string): pulumi.Output<string> =>
    addresses.apply((all) => all[name] as string);

const withPrefix = (family: Family, name: string): pulumi.Output<string> =>
    pulumi.all([addressIn(family, name), family.subnet]).apply(([address, subnet]) => onSubnet(address, subnet));

const waysOut = ({ four, six }: Place, args: EndpointArgs): pulumi.Output<LinkRouteArgs[]> =>
    pulumi
        .all([four.routes, six ? six.routes : [], four.within ?? [], six?.within ?? []])
        .apply(([out, out6, ...within]) => [
            ...(args.defaultRoute === false ? [] : [...out, ...out6]),
            ...within.flat(),
            ...(args.routes ?? []),
        ]);
