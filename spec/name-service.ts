import { adoptable } from "./common";
import { address, list, netnsName, record, written } from "./fields";
import { table, workedOut } from "./property";

const hostName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}$/;
const domain = written(hostName, "a domain");
const option = written(/^[a-z][a-z0-9-]*(:\d+)?$/, "an option of resolv.conf(5), like ndots:1");

export const nameService = table({
    type: "NameService",
    noun: "name service",
    meaning:
        "The name service of a namespace: `/etc/netns/NAME/resolv.conf` and `/etc/netns/NAME/hosts`, which `ip netns exec` puts in the place of those in `/etc` (ip-netns(8)). A file that is not asked for is the host's own.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const web = new hostnet.Netns("web", { host });
new hostnet.NameService("web", { host, netns: web.name, nameservers: ["9.9.9.9"], hosts: { db: ["10.233.0.50"] } });`,
    properties: {
        ...adoptable,
        name: {
            type: netnsName,
            meaning: "The name of the namespace.",
            default: workedOut("the namespace's"),
            from: "check",
            word: true,
        },
        netns: {
            type: netnsName,
            meaning: "The namespace, of which each has one at most: `web.name`.",
            output: "The namespace.",
            required: true,
            replaces: true,
            word: true,
        },
        nameservers: {
            type: list(address),
            meaning: "Addresses of name servers, in the order in which they are asked; three at most.",
            default: [],
        },
        search: { type: list(domain), meaning: "Domains that short names are tried in, in order.", default: [] },
        options: { type: list(option), meaning: "Options of resolv.conf(5), like `ndots:1`.", default: [] },
        hosts: {
            type: record(written(hostName, "a host name"), list(address), { sorted: true }),
            meaning: 'Addresses of host names, beside localhost: `{ db: ["10.233.0.50"] }`.',
            default: {},
            change: "in place; none is the host's own file",
        },
    },
});
