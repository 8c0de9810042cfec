import fc from "fast-check";

/** A number of IPv6 with runs of zeros in it, which is where the spellings differ. */
export const ipv6Number: fc.Arbitrary<bigint> = fc
    .array(fc.oneof(fc.constant(0), fc.constant(0xffff), fc.integer({ min: 0, max: 0xffff })), {
        minLength: 8,
        maxLength: 8,
    })
    .map((groups) => groups.reduce((number, group) => (number << 16n) | BigInt(group), 0n));

export const ipv4Number: fc.Arbitrary<bigint> = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n });

/** Addresses spelled the long way, written here without the code under test. */
export const ipv4Text = ipv4Number.map(dotted);

export function dotted(number: bigint): string {
    return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join(".");
}

export function longIPv6(number: bigint): string {
    return (number.toString(16).padStart(32, "0").match(/.{4}/g) ?? []).join(":");
}

export const ipv6Text = ipv6Number.map(longIPv6);

/** Valid addresses of many spellings, and texts one to three keystrokes away from one. */
export const nearlyAddress: fc.Arbitrary<string> = fc
    .tuple(
        fc.oneof(
            ipv4Text,
            ipv6Text,
            fc.ipV6(),
            fc.ipV4().map((ip) => `::ffff:${ip}`),
            fc.ipV4().map((ip) => `64:ff9b:1:2:3:4:${ip}`),
            fc.constantFrom("::", "1::", "::1", "1:2:3:4:5:6:7::"),
        ),
        fc.array(fc.tuple(fc.nat(45), fc.nat(1), fc.constantFrom(..."0127af:.: /x%+-G\n\t٣")), { maxLength: 3 }),
    )
    .map(([text, edits]) =>
        edits.reduce((now, [at, drop, put]) => now.slice(0, at) + put + now.slice(at + drop), text),
    );

interface Sample {
    family: 4 | 6;
    text: string;
    first: bigint;
    last: bigint;
}

/** An interface address with its interval, computed here with masks. */
function sample(family: 4 | 6, number: bigint, prefix: number): Sample {
    const mask = 2n ** BigInt((family === 4 ? 32 : 128) - prefix) - 1n;
    const address = family === 4 ? dotted(number) : longIPv6(number);
    return { family, text: `${address}/${prefix}`, first: number & ~mask, last: number | mask };
}

export const cidr: fc.Arbitrary<Sample> = fc.oneof(
    fc.tuple(ipv4Number, fc.integer({ min: 0, max: 32 })).map(([number, prefix]) => sample(4, number, prefix)),
    fc.tuple(ipv6Number, fc.integer({ min: 0, max: 128 })).map(([number, prefix]) => sample(6, number, prefix)),
);

/** Two networks, most of them touching or nested: unrelated ones hardly ever overlap. */
export const cidrPair: fc.Arbitrary<readonly [Sample, Sample]> = fc.oneof(
    fc.tuple(cidr, cidr),
    fc.tuple(cidr, fc.nat(128), fc.constantFrom("before", "first", "last", "behind")).map(([a, length, place]) => {
        const bits = a.family === 4 ? 32 : 128;
        const number = { before: a.first - 1n, first: a.first, last: a.last, behind: a.last + 1n }[place];
        return [a, sample(a.family, BigInt.asUintN(bits, number), Math.min(length, bits))] as const;
    }),
);

/** Any text that UTF-8 can carry, from plain to hostile. */
export const anyText = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.stringMatching(/^[a-z][a-z0-9-]{0,9}\/(dev|prod)\/[A-Za-z0-9 _.:/-]{1,40}$/),
    fc.constantFrom("all", "default", "", ".", "..", "-x", "a%d", "a;b", "é", "a/b/c$(reboot)", "a\nb"),
);
