import * as pulumi from "@pulumi/pulumi";
import { canonicalPorts } from "../../addressing";
import type { Endpoint, Endpoints, PublishArgs } from "./endpoint-args";
import type { Subnet } from "./frame";
import type { NetworkArgs } from "./network-args";
import { description } from "./plan";

/** What a summary tells of a network; addresses may be plain or outputs. */
export interface Summary {
    readonly title: string;
    readonly facts: readonly (readonly [name: string, value: pulumi.Input<string>])[];
    readonly hosts: readonly (readonly pulumi.Input<string>[])[];
    readonly endpoints: readonly (readonly pulumi.Input<string>[])[];
}

/** The plan of a network as text, once everything in it is known. */
export const summary = (parts: Summary): pulumi.Output<string> =>
    pulumi
        .output(parts as pulumi.Input<Parameters<typeof description>[0]>)
        .apply((known) => description(known as never));

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
export const factsOf = (
    args: NetworkArgs<Endpoints>,
    four: Subnet,
    six: Subnet | undefined,
    mtu: pulumi.Output<number>,
): Summary["facts"] => [
    ["subnet", args.subnet === "auto" ? four.subnet : args.subnet],
    ...(six ? [["subnet6", args.subnet6 ?? six.subnet] as const] : []),
    ["mtu", args.mtu === undefined ? mtu.apply(String) : String(args.mtu)],
];

/** A row an endpoint: its name, host, addresses, MAC and published ports. */
export const endpointRows = (args: Endpoints, made: Readonly<Record<string, Endpoint>>): pulumi.Input<string>[][] =>
    Object.values(made).map(({ name, host, address, address6, mac }) => {
        const own = args[name] ?? {};
        return [
            name,
            host,
            own.address ?? pulumi.all([address, address6]).apply((all) => all.filter(Boolean).join(" ")),
            own.mac ?? mac,
            (own.publish ?? []).map(portText).join(" "),
        ];
    });

const portText = ({ hostPort, targetPort = hostPort, protocol = "tcp", hostIp }: PublishArgs): string =>
    `${hostIp ? `${hostIp}:` : ""}${canonicalPorts(hostPort)}->${canonicalPorts(targetPort)}/${protocol}`;
