import { address, list, mac, object } from "./fields";

export const forwardingEntry = object("ForwardingEntry", "Where frames to one MAC address go.", {
    mac: {
        type: mac,
        meaning: "The MAC address of a device behind another end of the tunnel.",
        required: true,
    },
    vtep: { type: address, meaning: "The underlay address of the host that it is on.", required: true },
});

export const neighborEntry = object(
    "NeighborEntry",
    "Who has an address: an entry that needs no ARP or neighbour discovery.",
    {
        address: { type: address, meaning: "An address of the overlay.", required: true },
        mac: { type: mac, meaning: "The MAC address of who has it.", required: true },
    },
);

const byEntry = "in place, entry by entry: the rest of the traffic goes on";

/** What tells a tunnel where to send: to everyone, to one MAC, and who has which address. */
export const entries = {
    peers: {
        type: list(address, { sorted: true }),
        meaning: "The underlay addresses of the other ends: what has no known destination goes to each of them.",
        default: [],
        change: byEntry,
    },
    forwarding: {
        type: list(forwardingEntry, { sorted: true, key: (item) => item.mac }),
        meaning: "Which MAC address is behind which end: frames to it go only there.",
        default: [],
        change: byEntry,
    },
    neighbors: {
        type: list(neighborEntry, { sorted: true, key: (item) => item.address }),
        meaning: "Permanent neighbours, on the bridge that the tunnel is a port of, else on the tunnel itself.",
        default: [],
        change: byEntry,
    },
} as const;
