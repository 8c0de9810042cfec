import fc from "fast-check";

/** Words that iproute2, iptables and our own scripts have a meaning for, and that a name may be. */
const words =
    "dev up down type alias name del delete add help link master nomaster peer netns addr none any inet6 via src proto lo " +
    "vxlan bridge veth permanent NULL INPUT ACCEPT DROP filter nat COMMIT root exec oProxyCommand run undo steps E";

const names = [
    ...words.split(" "),
    ...[
        "a".repeat(15),
        "A.b-c_D.e",
        "x--",
        "x-",
        "x.",
        "eth0.7",
        "x..y",
        "a.rp_filter",
        "Z9",
        "x".repeat(64),
        "__proto__x",
    ],
];

const addresses = [
    ...["0.0.0.0", "127.0.0.1", "255.255.255.255", "224.0.0.1", "10.9.0.0", "10.9.0.255", "010.9.0.1", "192.0.2.1"],
    ...["::", "::1", "::ffff:10.9.0.1", "FD00:0009::0005", "fe80::1", "ff02::1", "fd00:9::10.9.0.1", "fe80::1%lo"],
    ...["0.0.0.0/0", "0.0.0.0/1", "::/0", "10.9.0.7/32", "10.9.0.0/8", "FD00:9::/032", "fd00:9::7/128", "default"],
];

const others = [
    ...["02-00-00-00-0A-AB", "0200.0000.0aab", "02:00:00:00:0A:AB", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"],
    ...[
        "1-65535",
        "08080",
        "0x50",
        "80",
        "8000-8010",
        "65535-65535",
        "1e3",
        "+1",
        "auto",
        "on",
        "off",
        "strict",
        "loose",
    ],
    ...["net.ipv4.conf.lo.rp_filter", "net/ipv4/ip_forward", "net.ipv4.conf.eth1/7.rp_filter", "net.ipv6.conf.lo.mtu"],
    ...[
        "1 2 3",
        "20000\t30000",
        "-1",
        "0",
        "999999999999",
        "ndots:15",
        "timeout:0",
        "x-y:9",
        "a.b.example.",
        "xn--nxasmq6b",
    ],
];

/** Texts that are right, or nearly, and that few would think of: what a strict check takes reaches a host. */
export const odd = (usual: string): fc.Arbitrary<string> =>
    fc.oneof(
        fc.constantFrom(...names),
        fc.constantFrom(...addresses),
        fc.constantFrom(...others),
        // Another of the same form.
        ...[/[0-9]/g, /[a-z]/g].map((letters) =>
            fc.array(fc.nat(), { minLength: 1, maxLength: 40 }).map((numbers) => {
                const set = letters.source === "[0-9]" ? "0123456789" : "abcdefxyzABC-_.";
                return usual.replace(letters, (old, at: number) => {
                    const number = numbers[at % numbers.length] ?? 0;
                    return number % 3 === 0 ? (set[Math.floor(number / 3) % set.length] ?? old) : old;
                });
            }),
        ),
        fc.constant(usual.toUpperCase()),
        fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,14}$/),
    );
