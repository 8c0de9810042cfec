import { adoptable } from "./common";
import { flag, netnsName, record, sysctlKey, sysctlValue } from "./fields";
import { named, table } from "./property";

export const netns = table({
    type: "Netns",
    noun: "network namespace",
    meaning: "A named network namespace (ip-netns(8)): links, addresses, routes, rules and settings of its own.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const web = new hostnet.Netns("web", { host, name: "web" });
// On the host: ip netns exec web COMMAND`,
    properties: {
        ...adoptable,
        name: {
            type: netnsName,
            meaning: "The name of the namespace, as in `ip netns add NAME`.",
            output: "The name of the namespace on the host: what `netns` of other resources takes.",
            default: named(""),
            replaces: true,
            word: true,
        },
        loopback: {
            type: flag,
            meaning: "Whether `lo` is up, without which nothing in it reaches 127.0.0.1.",
            default: true,
        },
        sysctls: {
            type: record(sysctlKey, sysctlValue),
            meaning: 'Settings of `net.*` inside the namespace, `{ "net.ipv4.ip_forward": "1" }`.',
            output: "The settings that were asked for, with their values.",
            default: {},
            change: "in place; what is no longer named keeps its last value",
        },
        killProcesses: {
            type: flag,
            meaning:
                "Whether deleting the namespace ends the processes that live in it: TERM, and KILL a second later. Without it, deleting is refused while there are any.",
            output: "Whether deleting the namespace ends the processes that live in it.",
            default: false,
            word: true,
        },
    },
});
