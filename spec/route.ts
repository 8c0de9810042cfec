import { adoptable } from "./common";
import { address, destination, flag, linkName, metric, text } from "./fields";
import { routeSource } from "./link-route";
import { table, workedOut } from "./property";

export const route = table({
    type: "Route",
    noun: "route",
    meaning:
        "A route of the host's own main table (ip-route(8)), `proto static`. One that is there with the same network and metric is refused, naming it. What would take over, or take away, the way to whoever is connected is refused too.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
new hostnet.Route("to-ubuntu2", { host, to: "10.233.2.0/24", via: "172.16.1.12", device: "eth1" });`,
    properties: {
        ...adoptable,
        name: {
            type: text("the destination and the metric"),
            meaning: "What it is called in messages: where it leads, and its metric.",
            default: workedOut("where it leads, and its metric"),
            from: "check",
            word: true,
        },
        to: { type: destination, meaning: "Where it leads.", required: true, replaces: true, word: true },
        via: {
            type: address,
            meaning: "The gateway; it must be in one of the host's own networks, unless `onlink`.",
            absent: "none, `device` is enough",
        },
        device: {
            type: linkName,
            meaning: "The link that it leads over: `bridge.name`.",
            absent: "the one that has the gateway",
            standsOn: "ours",
        },
        metric: {
            type: metric,
            meaning: "Among several routes to the same network the lowest metric wins; a host has one of each.",
            absent: "the kernel's (0, in IPv6 1024)",
            replaces: true,
            word: true,
        },
        source: routeSource,
        onlink: {
            type: flag,
            meaning: "Take the gateway to be on `device` although no address of it says so.",
            implied: false,
        },
        row: {
            type: text("a line of `ip route`"),
            meaning: "The route as ip prints it.",
            from: "host",
            absent: "half-made",
        },
    },
});
