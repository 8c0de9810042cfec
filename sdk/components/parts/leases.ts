import * as pulumi from "@pulumi/pulumi";
import { leaseLength, leaseProblems } from "../plan";
import { addressPool, type Given } from "./addressing";
import { type Addressing, allowed, choiceOf, familiesFrom, subnetsOf } from "./families";
import { refused } from "./refused";
import { type Family, ofVersion, type Scope, type SubnetArgs } from "./site";

/** A network each of whose hosts has a part of its subnets: a pool of these leases, and one of addresses a lease. */
export function leasedAddressing(scope: Scope, args: SubnetArgs, fitting: pulumi.Output<number>): Addressing {
    const { name, hosts, plan } = scope;
    const spaces = plan.families.map(({ version, subnet, leasePrefix }) => {
        const length = leaseLength(version, prefixOf(subnet) ?? (version === 4 ? 16 : 64), leasePrefix);
        const leases = Object.fromEntries(hosts.map((host) => [host.logicalName, length]));
        return { version, subnet: subnetsOf(args)(version), gateway: false as const, leases };
    });
    const subnets = addressPool(scope, `${name}-pool`, spaces, [], choiceOf(args, hosts, 16));
    const leases = leasesOf(scope, subnets);
    const families = new Map(
        hosts.map((host) => {
            const { logicalName } = host;
            const lease = (version: 4 | 6) => leases.apply((known) => known[version][logicalName] as string);
            const here = plan.endpoints.filter((endpoint) => endpoint.host === logicalName);
            const own = familiesFrom(scope, `${name}-${logicalName}-pool`, args, here, lease);
            return [host, own.map((family) => withRest(family, subnets))];
        }),
    );
    return { subnets, on: (host) => families.get(host) ?? [], mtu: allowed(scope, args, fitting, subnets) };
}

const prefixOf = (subnet: string | undefined): number | undefined =>
    subnet === undefined ? undefined : Number(subnet.split("/")[1]);

/** The leases of the hosts, once all of them have the addresses that were chosen for their endpoints. */
function leasesOf({ kind, name, plan }: Scope, pool: readonly Given[]) {
    const none: Record<string, string> = {};
    const of = (version: 4 | 6) => ofVersion(pool, version)?.prefixes ?? none;
    return pulumi.all([of(4), of(6)]).apply(([four, six]) => {
        const problems = [...leaseProblems(plan, "address", four), ...leaseProblems(plan, "address6", six)];
        if (problems.length > 0) throw refused(kind, name, problems);
        return { 4: four, 6: six };
    });
}

/** A family of a host, with routes to the leases of the others. */
function withRest(family: Family, subnets: readonly Given[]): Family {
    const to = ofVersion(subnets, family.version)?.subnet;
    const within = pulumi
        .all([to, family.gateway])
        .apply(([network, via]) => (network === undefined || via === undefined ? [] : [{ to: network, via }]));
    return { ...family, within };
}
