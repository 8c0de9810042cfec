import fc from "fast-check";
import { drifts, type HandChange } from "./drift";
import type { Cable, Slot, Wish } from "./wish";

/** One command of the user, or what happens to the hosts between two. */
export type Move =
    /** The program is edited and brought up; `refresh` as in `pulumi up --refresh`. */
    | { readonly do: "up"; readonly host: 0 | 1; readonly edits: readonly Edit[]; readonly refresh: boolean }
    | { readonly do: "refresh" }
    | { readonly do: "destroy" }
    /** Somebody changes something on a host by hand. */
    | { readonly do: "drift"; readonly host: 0 | 1; readonly drift: HandChange }
    /** The connection to a host breaks once, when so many more bytes have passed. */
    | { readonly do: "cut"; readonly host: 0 | 1; readonly way: "up" | "down"; readonly after: number }
    | { readonly do: "reboot"; readonly host: 0 | 1 };

/** A slot of the program gets another value, or none. */
export interface Edit {
    readonly slot: Slot;
    readonly value: Wish[Slot];
}

const pick = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const some = <const T>(...values: readonly T[]) => fc.subarray([...values]);

const space = (...names: readonly string[]) =>
    fc.record(
        { name: pick(...names), loopback: fc.boolean(), forwarding: pick("0", "1") },
        { requiredKeys: ["name", "loopback"] },
    );

const cable = (host: number): fc.Arbitrary<Cable> =>
    fc
        .record(
            {
                mtu: pick(1500, 1450, 1280),
                addresses: some(`10.7.0.${host}/24`, "10.8.0.1/24", "fd00:7::1/64"),
                routed: fc.boolean(),
                hairpin: fc.boolean(),
                mac: pick("02:00:00:00:07:01", "02:00:00:00:07:02"),
            },
            { requiredKeys: ["mtu", "addresses", "routed", "hairpin"] },
        )
        // A route needs its gateway's network.
        .map((it) => ({ ...it, routed: it.routed && it.addresses.some((item) => item.startsWith("10.7.")) }));

const slots: { readonly [S in Slot]: fc.Arbitrary<Wish[S]> } = {
    ns1: space("one", "uno"),
    ns2: space("two"),
    bridge: fc.record(
        {
            name: pick("br0", "br1"),
            mtu: pick(1500, 1450, 1300),
            addresses: some("10.9.0.1/24", "10.10.0.1/24", "fd00:9::1/64"),
            stp: fc.boolean(),
            mac: pick("02:00:00:00:09:01", "02:00:00:00:09:02"),
        },
        { requiredKeys: ["name", "mtu", "addresses", "stp"] },
    ),
    cable1: cable(11),
    cable2: cable(12),
    tunnel: fc.record({
        vni: pick(42, 43),
        peers: some("198.51.100.99", "198.51.100.98", "198.51.100.97"),
        guarded: fc.boolean(),
        attached: fc.boolean(),
        mtu: pick<"auto" | 1400>("auto", 1400),
        shared: pick(true, true, false),
    }),
    entries: fc.record({
        peers: some("198.51.100.89", "198.51.100.88"),
        neighbors: some(
            { address: "10.9.0.31", mac: "02:00:00:00:31:01", vtep: "198.51.100.89" },
            { address: "10.9.0.32", mac: "02:00:00:00:32:01", vtep: "198.51.100.88" },
            { address: "10.9.0.33", mac: "02:00:00:00:32:01", vtep: "198.51.100.88" },
        ),
    }),
    nat: fc.record(
        {
            name: pick("out", "out2"),
            source: pick("10.9.0.0/24", "10.7.0.0/24"),
            except: pick("10.0.0.0/8"),
            out: pick("eth1"),
            to: pick("192.0.2.1", "192.0.2.2"),
            forward: fc.boolean(),
        },
        { requiredKeys: ["name", "source", "forward"] },
    ),
    port: fc.record({
        hostPort: pick(8080, 8081),
        protocol: pick("tcp", "udp"),
        target: pick("10.9.0.2", "10.9.0.3"),
        local: fc.boolean(),
    }),
    pass: fc.record(
        {
            action: pick("accept", "drop"),
            source: pick("10.9.0.0/24", "10.7.0.0/24"),
            except: pick("10.9.0.9", "10.7.0.9"),
            web: fc.boolean(),
        },
        { requiredKeys: ["action", "source", "web"] },
    ),
    names: fc.record({
        nameservers: fc.constantFrom<string[][]>(["10.9.0.53"], ["10.9.0.53", "10.9.0.54"]),
        hosts: fc.constantFrom<Record<string, string[]>[]>(
            {},
            { db: ["10.9.0.50"] },
            { cache: ["10.9.0.51"], db: ["10.9.0.50"] },
        ),
    }),
    route: fc.record(
        { via: pick("10.9.0.7", "10.9.0.8"), metric: pick(50), bridged: fc.boolean() },
        { requiredKeys: ["via", "bridged"] },
    ),
    sysctl: fc.record({
        name: pick("net.ipv4.ip_forward", "net.ipv4.conf.eth1.rp_filter"),
        value: pick("0", "1"),
    }),
};

const host = pick<0 | 1>(0, 0, 1);

/** What others stand on, and what stands on most, is edited more often, so that lives have enough of each. */
const often: readonly string[] = ["ns1", "bridge", "tunnel", "entries", "names", "cable1"];

const edit: fc.Arbitrary<Edit> = fc.oneof(
    ...Object.entries(slots).map(([slot, value]) => ({
        weight: often.includes(slot) ? 3 : 1,
        // Gone in one of six edits.
        arbitrary: fc.record({
            slot: fc.constant(slot as Slot),
            value: fc.option(value as fc.Arbitrary<Wish[Slot]>, { nil: undefined, freq: 5 }),
        }),
    })),
);

const move: fc.Arbitrary<Move> = fc.oneof(
    {
        weight: 8,
        arbitrary: fc.record({
            do: fc.constant("up"),
            host,
            edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
            refresh: fc.boolean(),
        }),
    },
    { weight: 1, arbitrary: fc.constant({ do: "refresh" } as const) },
    { weight: 1, arbitrary: fc.constant({ do: "destroy" } as const) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("drift"), host, drift: pick(...drifts) }) },
    {
        weight: 2,
        arbitrary: fc.record({
            do: fc.constant("cut"),
            host,
            way: pick("up", "down"),
            after: fc.oneof(fc.nat(2000), fc.nat(30_000)),
        }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("reboot"), host: pick<0 | 1>(0, 1) }) },
) as fc.Arbitrary<Move>;

/** What happens in one life of a stack; it ends with a destroy. */
export const lives: fc.Arbitrary<Move[]> = fc.array(move, { minLength: 2, maxLength: 7, size: "max" });
