import type { Lab } from "../../lab";

/** What a snapshot leaves out on request: reading all sysctls takes longer than the rest together. */
export interface SnapshotOptions {
    readonly sysctls?: boolean;
}

/** One namespace, all that a program of ours could have changed in it. */
const look = `
    section() { printf '## %s\\n' "$*"; "$@" 2>&1; }
    space() {
        section ip -d -o link show
        section ip -o addr show
        section ip route show table all
        section ip -6 route show table all
        section ip rule show
        section ip -6 rule show
        # The order of neighbours and of forwarding entries is a hash table's; what a switch learned comes and goes.
        echo '## neigh'; { ip neigh show nud permanent; ip -6 neigh show nud permanent; } | sort
        echo '## fdb'; bridge fdb show | grep -E 'permanent|static' | sort
        section iptables-save
        section ip6tables-save
        section nft list ruleset
        [ -z "$sysctls" ] || { echo '## sysctls'; sysctl -a -r '^net\\.' 2>/dev/null; }
    }`;

/** Addresses that are being checked for duplicates are there, but not yet as they will be. */
const settle = `
    spaces=$(ip netns list | cut -d' ' -f1)
    tries=0
    while
        tentative=$(ip -6 addr show tentative; for n in $spaces; do ip -n "$n" -6 addr show tentative 2>&1; done)
        [ -n "$tentative" ] && [ $tries -lt 60 ]
    do
        tries=$((tries + 1)); sleep 0.05
    done`;

/** What changes without anybody's doing. */
const masks: readonly [RegExp, string][] = [
    // Packet counters of rules and chains, and the dates of iptables-save.
    [/\[\d+:\d+\]/g, "[_:_]"],
    [/counter packets \d+ bytes \d+/g, "counter _"],
    [/^# (Generated|Completed) .*$/gm, "# $1 _"],
    // Timers of a bridge run down by themselves.
    [/\b(\w+_timer) +[\d.]+/g, "$1 _"],
    // How many connections there are now, and how much memory the machine has for them.
    [/^net\.(netfilter\.nf_conntrack_count|ipv4\.(tcp|udp)_mem) = .*$/gm, "net.$1 = _"],
];

/** Chains of a table as nft lists them: in the order in which they were made, which means nothing. */
const chains = /(?:^\tchain .*\n(?:\t\t.*\n)*\t\}\n\n?)+/gm;
const inOrder = (run: string): string =>
    `${run
        .trimEnd()
        .split(/\n+(?=\tchain )/)
        .sort()
        .join("\n\n")}\n`;

/**
 * The network of a host and of its namespaces as one text, equal byte for byte while nobody changes anything: links,
 * addresses, routes, rules, permanent neighbours, FDB, both flavours of iptables, nft, all sysctls of net.*, and the files
 * that ip-netns(8) and we keep under /run.
 */
export async function snapshot(lab: Lab, node = "host1", { sysctls = true }: SnapshotOptions = {}): Promise<string> {
    const inside = `sysctls=${sysctls ? "yes" : ""}${look}\nspace`;
    const script = `
        ${settle}
        ${inside}
        for n in $spaces; do
            printf '# namespace %s\\n' "$n"
            ip netns exec "$n" sh -s <<'END'\n${inside}\nEND
        done
        section ls -1 /run/netns
        echo '## /etc/netns'
        [ ! -d /etc/netns ] || { find /etc/netns | sort; find /etc/netns -type f | sort | xargs -r tail -n +1; }
        echo '## /run/hostnet'
        [ ! -d /run/hostnet ] || find /run/hostnet -type f | sort | xargs -r tail -n +1`;
    const { stdout, stderr, exitCode } = await lab.exec(node, script);
    if (exitCode !== 0) throw new Error(`no snapshot of ${node}: status ${exitCode}: ${stderr}`);
    return masks.reduce((text, [volatile, mask]) => text.replace(volatile, mask), stdout).replace(chains, inOrder);
}
