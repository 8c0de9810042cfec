import { Netns } from "../resources/netns";
import type { EndpointArgs, Endpoints } from "./endpoint-args";
import type { EndpointSpec } from "./plan";

/** The endpoints of a program as the planner takes them: what is plain. */
export const specsOf = (endpoints: Endpoints): EndpointSpec[] =>
    Object.entries(endpoints).map(([name, args]) => specOf(name, args));

function specOf(name: string, { host, netns, ...args }: EndpointArgs): EndpointSpec {
    const { sharedWith, address, address6, mac, mtu, publish } = args;
    return {
        name,
        host: typeof host === "object" ? host.logicalName : host,
        sharedWith,
        address,
        address6,
        mac,
        mtu,
        interface: args.interface,
        publish,
        nameService: args.nameService && true,
        netns: netns instanceof Netns ? netns.logicalName : typeof netns === "string" ? netns : undefined,
    };
}
