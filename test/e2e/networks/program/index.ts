import * as pulumi from "@pulumi/pulumi";
import * as hostnet from "pulumi-hostnet";

// The networks that the configuration tells: `{ kind, name, ...args }`, hosts by name.
const config = new pulumi.Config();
const machines = config.requireObject<(hostnet.HostArgs & { name: string })[]>("machines");
const sshConfigFile = config.require("sshConfigFile");
const hosts = machines.map(({ name, ...machine }) => new hostnet.Host(name, { sshConfigFile, ...machine }));
const hostOf = (name: string) => hosts.find(({ logicalName }) => logicalName === name) as hostnet.Host;

interface Wanted extends Omit<hostnet.NetworkArgs<hostnet.Endpoints>, "reachableFrom"> {
    kind: "overlay" | "bridge" | "attachment";
    name: string;
    host: string;
    hosts?: string[];
    vni: number;
    slice: string;
    network: hostnet.NetworkReference;
    reachableFrom?: string[];
    /** `netnsOf`: the endpoint of an earlier network, `blue.web`, whose namespace it is in too. */
    endpoints?: Record<string, hostnet.NetworkEndpointArgs & { netnsOf?: string }>;
}

type Made = hostnet.BridgeNetwork | hostnet.OverlayNetwork | hostnet.NetworkAttachment;
const networks = new Map<string, Made>();
for (const { kind, name, ...wanted } of config.requireObject<Wanted[]>("networks")) {
    const reachableFrom = wanted.reachableFrom?.map((item) => networks.get(item) ?? item);
    const args = { ...wanted, reachableFrom, endpoints: placed(wanted.endpoints) };
    networks.set(name, make(kind, name, args));
}

function make(kind: Wanted["kind"], name: string, args: Omit<Wanted, "kind" | "name" | "reachableFrom">): Made {
    if (kind === "bridge") return new hostnet.BridgeNetwork(name, { ...args, host: hostOf(args.host) });
    if (kind === "overlay")
        return new hostnet.OverlayNetwork(name, { ...args, hosts: args.hosts?.map(hostOf) ?? hosts });
    const { network, slice, endpoints = {} } = args;
    return new hostnet.NetworkAttachment(name, { network, slice, endpoints, hosts });
}

function placed(endpoints: Wanted["endpoints"] = {}): hostnet.Endpoints {
    const netns = (of: string) => {
        const [network = "", endpoint = ""] = of.split(".");
        return (networks.get(network)?.endpoints as Record<string, hostnet.NetworkEndpoint> | undefined)?.[endpoint]
            ?.netns;
    };
    return Object.fromEntries(
        Object.entries(endpoints).map(([name, { netnsOf, ...args }]) => [
            name,
            netnsOf === undefined ? args : { ...args, netns: netns(netnsOf) },
        ]),
    );
}

const each = <T>(of: (network: hostnet.OverlayNetwork<hostnet.Endpoints>) => T) =>
    Object.fromEntries([...networks].map(([name, network]) => [name, of(network as never)]));

export const subnet = each((network) => network.subnet);
export const plan = each((network) => network.plan);
export const network = each((it) => it.reference);
export const endpoints = each((it) =>
    Object.fromEntries(
        Object.values(it.endpoints).map(({ name, host, netns, address, address6, mac }) => [
            name,
            { host, netns, address, address6, mac },
        ]),
    ),
);
