import * as pulumi from "@pulumi/pulumi";
import { canonicalPorts } from "../../../addressing";
import type { NetworkEndpoint, PublishArgs } from "../endpoint-args";
import { description, type NetworkPlan } from "../plan";
import { ofVersion, type Subnet, type SubnetArgs } from "./site";

type Row = readonly pulumi.Input<string>[];

/** What a summary tells of a network; addresses may be plain or outputs. */
export interface Summary {
    readonly title: string;
    readonly facts: readonly (readonly [name: string, value: pulumi.Input<string>])[];
    readonly hosts: readonly Row[];
    readonly endpoints: readonly Row[];
}

/** The plan of a network as text, once everything in it is known. */
export function summary({ title, facts, hosts, endpoints }: Summary): pulumi.Output<string> {
    const rows = (list: readonly Row[]) => pulumi.all(list.map((row) => pulumi.all([...row])));
    const known = pulumi.all(facts.map(([name, value]) => pulumi.output(value).apply((text) => [name, text] as const)));
    return pulumi
        .all([known, rows(hosts), rows(endpoints)])
        .apply(([first, second, third]) => description({ title, facts: first, hosts: second, endpoints: third }));
}

/** What is plain of a summary, with a word in place of what is not known yet. */
export const outline = ({ title, facts, hosts, endpoints }: Summary): string => {
    const plain = (cell: pulumi.Input<string>) => (typeof cell === "string" ? cell : "automatic");
    return description({
        title,
        facts: facts.map(([name, value]) => [name, plain(value)]),
        hosts: hosts.map((row) => row.map(plain)),
        endpoints: endpoints.map((row) => row.map(plain)),
    });
};

/** What is said of every network. */
export function factsOf(args: SubnetArgs, subnets: readonly Subnet[], mtu: pulumi.Output<number>): Summary["facts"] {
    const fact = (key: "subnet" | "subnet6", version: 4 | 6) => {
        const found = ofVersion(subnets, version)?.subnet;
        const asked = args[key];
        return found ? [[key, asked === undefined || asked === "auto" ? found : asked] as const] : [];
    };
    return [
        ...fact("subnet", 4),
        ...fact("subnet6", 6),
        ["mtu", args.mtu === undefined ? mtu.apply(String) : String(args.mtu)],
    ];
}

/** A row an endpoint: its name, host, addresses, MAC and published ports. */
export const endpointRows = ({ endpoints }: NetworkPlan, made: ReadonlyMap<string, NetworkEndpoint>): Row[] =>
    endpoints.flatMap(({ name, args }) => {
        const endpoint = made.get(name);
        if (!endpoint) return [];
        const { host, address, address6, mac } = endpoint;
        return [
            [
                name,
                host,
                args.address ?? pulumi.all([address, address6]).apply((all) => all.filter(Boolean).join(" ")),
                args.mac ?? mac,
                (args.publish ?? []).map(portText).join(" "),
            ],
        ];
    });

const portText = ({ hostPort, targetPort = hostPort, protocol = "tcp", hostIp }: PublishArgs): string =>
    `${hostIp ? `${hostIp}:` : ""}${canonicalPorts(hostPort)}->${canonicalPorts(targetPort)}/${protocol}`;
