import { common } from "./common";
import { linkName } from "./fields";
import { table, workedOut } from "./property";

export const attachmentPoint = table({
    type: "AttachmentPoint",
    noun: "attachment point",
    meaning:
        "Says that other stacks may attach endpoints to a bridge, and put entries on the tunnel behind it. While one of them does, deleting it is refused, naming that stack; so a destroy is refused before it has taken anything away that depends on it.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const br0 = new hostnet.Bridge("br0", { host, name: "br0", mtu: 1450 });
const nat = new hostnet.NatRule("nat", { host, source: "10.233.0.0/16" });
new hostnet.AttachmentPoint("br0", { host, bridge: br0.name }, { dependsOn: [nat] });`,
    properties: {
        ...common,
        name: {
            type: linkName,
            meaning: "What it is called in messages: the bridge.",
            default: workedOut("the bridge"),
            from: "check",
            word: true,
        },
        bridge: {
            type: linkName,
            meaning: "The bridge whose ports others may be: `bridge.name`.",
            output: "The bridge whose ports others may be.",
            required: true,
            replaces: true,
            standsOn: "ours",
            word: true,
        },
        tunnel: {
            type: linkName,
            meaning: "The tunnel on which others may put entries: `tunnel.name`. It may be made anew meanwhile.",
            output: "The tunnel on which others may put entries.",
            absent: "none",
        },
    },
});
