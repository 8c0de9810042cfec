import { adoptable } from "./common";
import { address, linkName, mac, netnsName, text } from "./fields";
import { table, workedOut } from "./property";

export const neighbor = table({
    type: "Neighbor",
    noun: "neighbor",
    meaning:
        "A permanent neighbour (ip-neighbour(8)): who has an address on a link, without asking by ARP or neighbour discovery. What was learned gives way to it; one that somebody else made is refused, naming it.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const br0 = new hostnet.Bridge("br0", { host, addresses: ["10.233.1.1/24"] });
new hostnet.Neighbor("web", { host, device: br0.name, address: "10.233.1.2", mac: "02:42:0a:e9:01:02" });`,
    properties: {
        ...adoptable,
        name: {
            type: text("the address and the link"),
            meaning: "What it is called in messages: the address and the link.",
            default: workedOut("the address and the link"),
            from: "check",
            word: true,
        },
        device: {
            type: linkName,
            meaning: "The link on which the address is: `bridge.name`.",
            output: "The link on which the address is.",
            required: true,
            replaces: true,
            standsOn: "ours",
            word: true,
        },
        netns: {
            type: netnsName,
            meaning: "The namespace that the link is in.",
            absent: "the host's own",
            replaces: true,
            standsOn: "ours",
            word: true,
        },
        address: {
            type: address,
            meaning: "Whose MAC address it tells. A link has one entry for each address.",
            required: true,
            replaces: true,
            word: true,
        },
        mac: { type: mac, meaning: "The MAC address of who has the address.", required: true },
        row: {
            type: text("a line of `ip neigh`"),
            meaning: "The entry as ip prints it.",
            from: "host",
            absent: "half-made",
            internal: true,
        },
    },
});
