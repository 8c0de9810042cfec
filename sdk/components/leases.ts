import * as pulumi from "@pulumi/pulumi";
import { parseCidr } from "../../addressing";
import { allowed, type Core, type CoreWanted } from "./core";
import { type Ground, groundOf, spaceOf } from "./ground";
import { hostOf, leaseLength, leaseProblems } from "./plan";
import { addressPool, type Pool } from "./pool";
import { refused } from "./program";

interface Leased extends CoreWanted {
    /** The lengths of the leases, where the program gives them. */
    readonly lengths: { readonly leasePrefix?: number; readonly leasePrefix6?: number };
}

/** A network each of whose hosts has a part of its subnets: a pool of these leases, and one of addresses a lease. */
export function leased(wanted: Leased): Core {
    const { name, parent, args, hosts, specs, lengths } = wanted;
    const prefix = (subnet: unknown, chosen: number) =>
        typeof subnet === "string" && subnet !== "auto" ? parseCidr(subnet).prefix : chosen;
    const each = (length: number) => Object.fromEntries(hosts.map((host) => [host.logicalName, length]));
    const pool = addressPool({
        name: `${name}-pool`,
        parent,
        specs: [],
        space: {
            ...spaceOf(args, hosts, 16),
            gateway: false,
            leases: each(leaseLength(4, prefix(args.subnet, 16), lengths.leasePrefix)),
            ...(args.subnet6 !== undefined && {
                gateway6: false,
                leases6: each(leaseLength(6, prefix(args.subnet6, 64), lengths.leasePrefix6)),
            }),
        },
        transform: args.transform?.addressPool,
    });
    const { subnet, subnet6 } = pool;
    const lease = leasesOf(wanted, pool);
    const grounds = new Map(
        hosts.map((host) => {
            const { logicalName } = host;
            const ground = groundOf({
                ...wanted,
                name: `${name}-${logicalName}`,
                hosts: [host],
                specs: specs.filter((spec) => hostOf(spec, specs) === logicalName),
                args: { ...args, subnet: lease(4, logicalName), ...(subnet6 && { subnet6: lease(6, logicalName) }) },
            });
            return [host, withRest(ground, subnet, subnet6)];
        }),
    );
    return {
        four: { subnet },
        ...(subnet6 && { six: { subnet: subnet6 } }),
        on: (host) => grounds.get(host) as Ground,
        mtu: allowed(wanted, [subnet, ...(subnet6 ? [subnet6] : [])]),
    };
}

/** The leases of the hosts, once all of them have the addresses that were chosen for their endpoints. */
function leasesOf({ kind, name, specs }: Leased, { subnet6, prefixes, prefixes6 }: Pool) {
    const none: Record<string, string> = {};
    const all = pulumi.all([prefixes, subnet6 ? prefixes6 : none]).apply(([four, six]) => {
        const problems = [
            ...leaseProblems({ endpoints: specs }, "address", four),
            ...leaseProblems({ endpoints: specs }, "address6", six),
        ];
        if (problems.length > 0) throw refused(kind, name, problems);
        return { 4: four, 6: six };
    });
    return (family: 4 | 6, host: string) => all.apply((known) => known[family][host] as string);
}

/** The ground of a host, with routes to the leases of the others. */
function withRest(
    { four, six, hostAddresses }: Ground,
    subnet: pulumi.Output<string>,
    subnet6: pulumi.Output<string> | undefined,
): Ground {
    const rest = (to: pulumi.Output<string>, gateway: Ground["four"]["gateway"]) =>
        pulumi.all([to, gateway]).apply(([network, via]) => (via === undefined ? [] : [{ to: network, via }]));
    return {
        four: { ...four, within: rest(subnet, four.gateway) },
        ...(six && subnet6 && { six: { ...six, within: rest(subnet6, six.gateway) } }),
        hostAddresses,
    };
}
