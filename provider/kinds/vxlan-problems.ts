import { addressFamily } from "../../addressing";
import type { Problem } from "../../spec/schema/inputs";
import { isKnown } from "../../spec/schema/unknown";
import { sizeProblems } from "./link-problems";
import { senders, type TunnelInputs, underlayFamily } from "./vxlan-plan";

/** What is wrong between the properties of a tunnel. */
export const tunnelProblems = (inputs: TunnelInputs): Problem[] => [
    ...underlayProblems(inputs),
    ...destinationProblems(inputs),
    ...portProblems(inputs),
    ...sizeProblems("", inputs),
];

/** Whether something is given and known. */
const given = (value: string | undefined): value is string => value !== undefined && isKnown(value);

const isMulticast = (text: string): boolean => /^(22[4-9]|23\d)\.|^ff/.test(text);

/** Every address of the underlay, with the property that gives it. */
function addressesOf({
    local,
    group,
    remote,
    peers,
    forwarding,
    allowFrom,
}: TunnelInputs): [property: string, address: string][] {
    const rows: [string, string | undefined][] = [
        ["local", local],
        ["group", group],
        ["remote", remote],
        ...peers.map((item, index): [string, string] => [`peers[${index}]`, item]),
        ...forwarding.map(({ vtep }, index): [string, string] => [`forwarding[${index}].vtep`, vtep]),
        ...(typeof allowFrom === "string" ? [] : allowFrom).map((item, index): [string, string] => [
            `allowFrom[${index}]`,
            item,
        ]),
    ];
    return rows.filter((row): row is [string, string] => given(row[1]));
}

function underlayProblems(inputs: TunnelInputs): Problem[] {
    const { device, local, group, remote } = inputs;
    const family = underlayFamily(inputs);
    return [
        ...(device || local
            ? []
            : [{ property: "device", reason: "is missing: name the underlay's device, or give local" }]),
        ...(given(group) && !device
            ? [{ property: "device", reason: "is missing: a multicast group needs the underlay's device" }]
            : []),
        ...addressesOf(inputs)
            .filter(([, item]) => addressFamily(item) !== family)
            .map(([property, item]) => ({
                property,
                reason: `${item} is not of the same address family as the rest of the underlay`,
            })),
        ...(family === 6 && !local && !group && !remote
            ? [
                  {
                      property: "local",
                      reason: "is missing: over an IPv6 underlay with peers the kernel needs the host's own address",
                  },
              ]
            : []),
    ];
}

function destinationProblems(inputs: TunnelInputs): Problem[] {
    const { local, group, remote, peers, forwarding } = inputs;
    const ways = [given(group) && "group", given(remote) && "remote", peers.some(given) && "peers"].filter(Boolean);
    return [
        ...(ways.length > 1
            ? [
                  {
                      property: String(ways[1]),
                      reason: `cannot be given together with ${ways[0]}: a tunnel has one of group, remote and peers`,
                  },
              ]
            : []),
        ...(given(group) && !isMulticast(group)
            ? [{ property: "group", reason: `${group} is not a multicast address (224.0.0.0/4 or ff00::/8)` }]
            : []),
        ...addressesOf(inputs)
            .filter(([property, item]) => property !== "group" && isMulticast(item))
            .map(([property, item]) => ({ property, reason: `${item} is a multicast address: give it as group` })),
        ...addressesOf(inputs)
            .filter(([property, item]) => property !== "local" && item === local)
            .map(([property, item]) => ({ property, reason: `${item} is this host's own address (local)` })),
        ...(inputs.allowFrom !== "any" && isKnown(remote, peers, forwarding) && senders(inputs).length === 0
            ? [
                  {
                      property: "allowFrom",
                      reason: '"peers" needs peers, remote or forwarding, and a list an address: nobody could send to this tunnel',
                  },
              ]
            : []),
    ];
}

function portProblems({ master, addresses, suppressNeighbors }: TunnelInputs): Problem[] {
    return [
        ...(given(master) && addresses.length > 0
            ? [
                  {
                      property: "addresses",
                      reason: `a port of bridge ${master} takes no addresses: put them on the bridge`,
                  },
              ]
            : []),
        ...(suppressNeighbors === true && !master
            ? [{ property: "suppressNeighbors", reason: "is a flag of a bridge port: give master too" }]
            : []),
    ];
}
