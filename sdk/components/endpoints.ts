import * as pulumi from "@pulumi/pulumi";
import { macFromAddress } from "../../addressing";
import type { LinkRouteArgs } from "../resources/link-route";
import { Netns } from "../resources/netns";
import { Veth } from "../resources/veth";
import type { Endpoint, EndpointArgs, Endpoints } from "./endpoint-args";
import { type Family, type Frame, onceStands, type Place } from "./frame";
import { nameEndpoint } from "./name-service";
import { hostOf, onSubnet, publishes, type Station } from "./plan";
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
    const { specs, transform } = frame;
    const spec = specs.find((item) => item.name === name);
    const hostName = (spec && hostOf(spec, specs)) ?? "";
    const place = frame.place(hostName);
    const { host, bridge, mtu, four, six } = place;
    const opts = onceStands(frame, hostName);
    const [ns, veth] = [`${frame.name}-${name}-ns`, `${frame.name}-${name}-veth`];
    const netns = args.netns ?? new Netns(ns, transformed(transform.netns, { host }, ns), opts);
    const link = args.interface ?? "eth0";
    const cable = new Veth(
        veth,
        transformed(
            transform.veth,
            {
                host,
                master: bridge,
                mtu: mtu.apply((size) => args.mtu ?? size),
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
        opts,
    );
    // Whoever uses an address waits for the cable; its URN is known in a preview, its id is not.
    const cabled = (family: Family) => pulumi.all([addressIn(family, name), cable.urn]).apply(([item]) => item);
    return {
        name,
        host: hostName,
        address: cabled(four),
        address6: six ? cabled(six) : pulumi.output(undefined),
        mac: cable.peer.mac,
        netns: pulumi.output(netns instanceof Netns ? netns.name : netns),
        interface: link,
    };
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
