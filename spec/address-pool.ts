import { canonicalNetwork, canonicalRange } from "../addressing";
import { address, either, list, network, oneOf, record, text, whole } from "./fields";
import { table, workedOut } from "./property";

/** Who gets an address: a word, such as the name of an endpoint or a host. */
const who = text("letters, digits and `_ . : / @ -`, a letter or digit first", (value) => {
    if (/^[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,99}$/.test(value)) return value;
    throw new Error(
        `${JSON.stringify(value)} is not a name of letters, digits and _ . : / @ - that begins with a letter or digit`,
    );
});
const anybody = text("a name");
const subnet = text('a network without host bits, or `"auto"`', (value) =>
    value === "auto" ? value : canonicalNetwork(value),
);
const gateway = either(oneOf(false), address);
const range = text("an address, a network or a range, `10.233.0.200-10.233.0.250`", canonicalRange);

/** Properties that are there once for each family. */
const four = {
    slice: {
        type: network,
        meaning: "A part of the subnet: only addresses of it are given.",
        absent: "all of it",
        change: "in place; who is outside gets another",
    },
    explicit: {
        type: record(anybody, address),
        meaning:
            'Addresses by choice, by name: `{ db: "10.233.0.50" }`. One that somebody else has is refused, naming both.',
        default: {},
    },
    gateway: {
        type: gateway,
        meaning: "The gateway, which nobody gets; `false` for none.",
        output: "The gateway, as given or as it follows from the subnet.",
        default: workedOut("the first address of the subnet"),
        change: "in place; who has it gets another",
    },
    addresses: {
        type: record(anybody, text("an address with its prefix")),
        meaning:
            'Who has which address, with the length of the subnet: `{ web: "10.233.0.2/16" }`; also by `address(name)`.',
        default: workedOut("planned"),
        from: "check",
    },
    prefixes: {
        type: record(anybody, network),
        meaning: 'Who has which prefix of `leases`: `{ ubuntu1: "10.233.1.0/24" }`.',
        default: workedOut("planned"),
        from: "check",
    },
    resting: {
        type: list(text("an address and who had it")),
        meaning: "What nobody has any more, the longest released first: `10.233.0.3 old`.",
        default: workedOut("planned"),
        from: "check",
    },
} as const;

const leases = {
    meaning: "Lengths of prefixes to give out whole, by name: `{ ubuntu1: 24 }`.",
    default: {},
    change: "another length is another prefix",
} as const;

export const addressPool = table({
    type: "AddressPool",
    noun: "address pool",
    meaning:
        "Addresses of a network, given to names and kept: who has one keeps it, whatever the order of the program and whoever comes or goes. It is on no host; all of it is known in a preview. An address that was released is given to somebody else only when there is no other, and a name that comes back finds its own.",
    example: `
const pool = new hostnet.AddressPool("blue", {
    subnet: "10.233.0.0/16",
    names: ["web", "db"],
    explicit: { db: "10.233.0.50" },
});
export const web = pool.address("web"); // 10.233.0.2/16`,
    properties: {
        owner: {
            type: text("`project/stack/name`"),
            meaning: "`project/stack/name`, whose the pool is.",
            required: true,
            from: "class",
        },
        names: {
            type: list(who, { sorted: true }),
            meaning: "Who gets an address. Their order means nothing.",
            default: [],
            change: "in place, the others keep theirs",
        },
        subnet: {
            type: subnet,
            meaning:
                'The network that IPv4 addresses are of; `"auto"` for a private one that overlaps none of `avoid`, which then stays whatever comes.',
            output: "The network, also where it was chosen.",
            default: workedOut("none: this or `subnet6` is required"),
            change: "everybody gets another address",
        },
        autoPrefix: {
            type: whole(8, 30),
            meaning: "The length of an automatic subnet.",
            default: 24,
            change: "another subnet is chosen",
        },
        avoid: {
            type: list(network, { repeats: true }),
            meaning:
                "Networks that an automatic subnet must not overlap: `routes` of each host, subnets of other pools; each as often as it comes.",
            default: [],
            change: "nothing, once a subnet is chosen",
        },
        reserved: {
            type: list(range, { sorted: true }),
            meaning: "What nobody gets, of either family.",
            default: [],
            change: "in place; who is in there gets another",
        },
        ...four,
        leases: { ...leases, type: record(anybody, whole(1, 32)) },
        subnet6: {
            type: subnet,
            meaning: 'The network of IPv6 addresses; `"auto"` for a unique local /64 (RFC 4193), which then stays.',
            output: "The IPv6 network, also where it was chosen; undefined without `subnet6`.",
            default: workedOut("none"),
            change: "everybody gets another IPv6 address",
        },
        slice6: { ...four.slice, meaning: "As `slice`, of `subnet6`." },
        gateway6: {
            ...four.gateway,
            meaning: "As `gateway`, of `subnet6`.",
            output: "As `gateway`, of `subnet6`; undefined without it.",
        },
        explicit6: { ...four.explicit, meaning: "As `explicit`, of `subnet6`." },
        leases6: { ...leases, type: record(anybody, whole(1, 128)), meaning: "As `leases`, of `subnet6`." },
        addresses6: {
            ...four.addresses,
            meaning: "As `addresses`, of `subnet6`, also by `address6(name)`; undefined without it.",
        },
        prefixes6: { ...four.prefixes, meaning: "As `prefixes`, of `subnet6`; undefined without it." },
        resting6: { ...four.resting, meaning: "As `resting`, of `subnet6`; undefined without it." },
    },
});
