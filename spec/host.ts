import { common } from "./common";
import { interfaceAddress, list, network, record, text, whole } from "./fields";
import { table, workedOut } from "./property";

const fact = text("as the host says");

export const host = table({
    type: "Host",
    noun: "host",
    readonly: true,
    meaning:
        "A Linux host: it is connected to and looked at, never changed. An unreachable or unfit host is one clear error here; every other resource takes a `Host` and waits for it.",
    example: `
const ubuntu1 = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
const br0 = new hostnet.Bridge("br0", { host: ubuntu1, name: "br0", addresses: ["10.233.1.1/24"] });

export const underlay = ubuntu1.device;`,
    properties: {
        ...common,
        // The args of a `Host` are the fields of its connection.
        name: {
            type: text("the host's name"),
            meaning: "Which host this is, whatever its address.",
            default: workedOut("the name of the connection"),
            from: "check",
            word: true,
        },
        device: {
            type: text("a link"),
            meaning:
                "The device that has the address by which the host is reached, else that of its default route: `eth1`.",
            from: "host",
            sample: "eth0",
        },
        deviceMtu: { type: whole(0, 2 ** 31, "bytes"), meaning: "The MTU of that device.", from: "host", sample: 1500 },
        deviceAddresses: {
            type: list(interfaceAddress),
            meaning: "The global addresses of that device with their prefixes: `172.16.1.11/24`.",
            from: "host",
        },
        routes: {
            type: list(network),
            meaning:
                "The networks that it has routes to or addresses of, without those over devices of this package, whoever made them, and without default routes: what a new subnet should not overlap, as `avoid` of an `AddressPool`.",
            from: "host",
            sample: [],
        },
        kernel: {
            type: fact,
            meaning: "The release of the kernel, as `uname -r` says.",
            from: "host",
            sample: "6.12.0",
        },
        bootId: {
            type: fact,
            meaning: "The id of the running boot; another one means that the host was restarted.",
            from: "host",
            sample: "00000000-0000-4000-8000-000000000000",
        },
        iproute2: { type: fact, meaning: "What `ip -V` says.", from: "host", sample: "ip utility, iproute2-6.12.0" },
        tools: {
            type: record(fact, fact),
            meaning:
                "Which of iptables, ip6tables, nft, conntrack and ethtool are there; for iptables with its version and flavour.",
            from: "host",
            sample: { iptables: "iptables v1.8.11 (nf_tables)", ip6tables: "", nft: "", conntrack: "" },
        },
        warnings: {
            type: list(fact),
            meaning:
                "What on the host would get in the way: systemd-networkd or NetworkManager running and not told to leave our links alone. `pulumi up` and `pulumi refresh` show them as diagnostics. Undefined where there is nothing to warn of.",
            from: "host",
            absent: "nothing",
        },
    },
});
