import * as pulumi from "@pulumi/pulumi";
import { type DeclaredNetwork, type NetworkPlan, planNetwork } from "../plan";
import { refused } from "./refused";

interface Held {
    readonly network: DeclaredNetwork;
    /** Its subnets, once they are asked for; also those that are chosen. */
    subnets?: readonly pulumi.Output<string>[];
}

// One list a program run: several programs may run in one process (tests with mocks, the Automation API).
const runs = new WeakMap<object, Held[]>();
const alone = {};

/** The networks that this program has made so far. */
function held(): Held[] {
    const run: object = pulumi.runtime.getMonitor() ?? alone;
    const found = runs.get(run) ?? [];
    runs.set(run, found);
    return found;
}

/** The subnets that networks made before have on one of these hosts, which do not tell them among their routes. */
export const subnetsOn = (hosts: readonly string[]): pulumi.Output<string[]> =>
    pulumi.all(
        held().flatMap(({ network, subnets = [] }) =>
            network.hosts.some((host) => hosts.includes(host)) ? subnets : [],
        ),
    );

/** Notes the subnets of a network that was admitted. */
export function holdSubnets(name: string, subnets: readonly pulumi.Output<string>[]): void {
    const own = held().find(({ network }) => network.name === name);
    if (own) own.subnets = subnets;
}

/**
 * Takes a network into the program's list and gives its plan, or throws, saying all that is wrong with it and what it
 * collides with; before any resource of it is made, and so before anything is touched.
 */
export function admit(kind: string, network: DeclaredNetwork): NetworkPlan {
    const others = held();
    const planned = planNetwork(
        network,
        others.map((other) => other.network),
    );
    if ("problems" in planned) throw refused(kind, network.name, planned.problems);
    others.push({ network });
    return planned.plan;
}
