import { canonicalMac, macFromAddress } from "../../../addressing";
import { nameProblem } from "../../../naming";
import { addressProblems } from "./addresses";
import { type DeclaredEndpoint, type DeclaredNetwork, hostOf } from "./network";

/** What is wrong with the endpoints of a network, each with both sides where two collide. */
export function endpointProblems(network: DeclaredNetwork): string[] {
    return [
        ...network.endpoints.flatMap((endpoint) => [...nameProblems(endpoint), ...joinProblems(endpoint, network)]),
        ...mtuProblems(network.endpoints, network.mtu),
        ...addressProblems(network),
        ...macProblems(network),
        ...linkProblems(network),
    ];
}

// The names end up in logical names, in tables and in /etc/hosts.
const nameForm = /^[A-Za-z][A-Za-z0-9_.-]{0,62}$/;

function nameProblems({ name, interface: link }: DeclaredEndpoint): string[] {
    const problem = link === undefined ? undefined : nameProblem(link);
    return [
        ...(nameForm.test(name)
            ? []
            : [
                  `endpoints: ${JSON.stringify(name)} is not a valid name: it must start with a letter and go on with letters, digits, "_", "." or "-", at most 63`,
              ]),
        ...(problem ? [`endpoints.${name}.interface: ${problem}`] : []),
    ];
}

function joinProblems(endpoint: DeclaredEndpoint, { hosts, endpoints }: DeclaredNetwork): string[] {
    const { name, host, sharedWith } = endpoint;
    if (sharedWith !== undefined) {
        const other = endpoints.find((item) => item.name === sharedWith);
        if (!other || other === endpoint)
            return [
                `endpoints.${name}.sharedWith: ${JSON.stringify(sharedWith)} is not another endpoint of this network`,
            ];
        if (other.sharedWith !== undefined)
            return [
                `endpoints.${name}.sharedWith: ${sharedWith} itself shares the namespace of ${other.sharedWith}: name that one`,
            ];
        if (host !== undefined && host !== other.host)
            return [
                `endpoints.${name}.host: ${host} is not ${other.host}, the host of ${sharedWith}, whose namespace it shares`,
            ];
        // One namespace, one interface, one address, as in a pod.
        const own = (["address", "address6", "mac", "mtu", "interface", "netns", "nameService"] as const).find(
            (property) => endpoint[property] !== undefined,
        );
        return own
            ? [`endpoints.${name}.${own}: cannot be given together with sharedWith: it has that of ${sharedWith}`]
            : [];
    }
    if (host === undefined) return [`endpoints.${name}.host: is missing`];
    return hosts.includes(host)
        ? []
        : [
              `endpoints.${name}.host: ${JSON.stringify(host)} is not a host of this network, which has ${hosts.join(", ")}`,
          ];
}

/** What is larger than the network allows; without an MTU of its own that is known when the hosts are. */
export const mtuProblems = (endpoints: readonly DeclaredEndpoint[], most: number | undefined): string[] =>
    endpoints.flatMap(({ name, mtu }) =>
        mtu !== undefined && most !== undefined && mtu > most
            ? [`endpoints.${name}.mtu: ${mtu} is larger than the network's mtu, ${most}`]
            : [],
    );

function macProblems({ endpoints }: DeclaredNetwork): string[] {
    const macs = endpoints.map(macOf);
    return endpoints.flatMap(({ name, mac }, index) => {
        if (mac === undefined) return [];
        try {
            const canonical = canonicalMac(mac);
            const other = endpoints.find(
                (_, at) => at !== index && macs[at] === canonical && (at < index || endpoints[at]?.mac === undefined),
            );
            return other ? [`endpoints.${name}.mac: ${mac} is that of endpoint ${other.name} already`] : [];
        } catch (error) {
            return [`endpoints.${name}.mac: ${(error as Error).message}`];
        }
    });
}

/** The MAC address of an endpoint, as far as it is plainly known. */
function macOf({ mac, address }: DeclaredEndpoint): string | undefined {
    try {
        return mac === undefined ? address && macFromAddress(address) : canonicalMac(mac);
    } catch {
        // Told where the property itself is examined.
        return undefined;
    }
}

/** Two links of one name in one namespace. */
function linkProblems({ endpoints }: DeclaredNetwork): string[] {
    const holders = new Map<string, string>();
    return endpoints.flatMap((endpoint) => {
        const { name, netns, interface: link = "eth0" } = endpoint;
        if (netns === undefined) return [];
        const key = `${hostOf(endpoint, endpoints)}/${netns}/${link}`;
        const holder = holders.get(key);
        if (holder)
            return [
                `endpoints.${name}.interface: ${link} in namespace ${netns} is that of endpoint ${holder} already: give another name`,
            ];
        holders.set(key, name);
        return [];
    });
}
