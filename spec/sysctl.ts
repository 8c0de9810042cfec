import { common } from "./common";
import { sysctlKey, sysctlValue } from "./fields";
import { table } from "./property";

export const sysctl = table({
    type: "Sysctl",
    noun: "sysctl",
    meaning:
        "A kernel setting of the host (sysctl(8)), held together with whoever else wants the same value; the last one to leave restores what was there before the first.",
    example: `
const host = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
new hostnet.Sysctl("forwarding", { host, name: "net.ipv4.ip_forward", value: "1" });`,
    properties: {
        ...common,
        name: {
            type: sysctlKey,
            meaning:
                "The key, one of `net.*` in the host's own namespace, as sysctl(8) writes it; a dot of a device's name is a slash: `net.ipv4.conf.eth0/100.rp_filter`.",
            output: "The key.",
            required: true,
            replaces: true,
            standsOn: "ours",
            word: true,
        },
        value: {
            type: sysctlValue,
            meaning:
                'The value, `"1"`; several numbers separated by blanks. Refused if another owner holds another value.',
            output: "The value, with single blanks, as it is on the host.",
            required: true,
        },
    },
});
