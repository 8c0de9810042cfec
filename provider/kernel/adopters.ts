import { glob } from "./glob";

/** A link as the matches of systemd.network(5) see it. */
interface Candidate {
    readonly name: string;
    readonly kind: string;
    readonly type: string;
}

/** What names that we make up begin with, and what is called so. */
const ours: readonly Candidate[] = [
    { name: "veth0", kind: "veth", type: "ether" },
    { name: "br-0", kind: "bridge", type: "bridge" },
    { name: "vx-0", kind: "vxlan", type: "vxlan" },
];

interface NetworkFile {
    readonly path: string;
    readonly match: [key: string, value: string][];
    unmanaged: boolean;
}

/**
 * Warnings about services that would take our links for their own, from what adopters_facts prints: they give them
 * addresses by DHCP, and take away addresses, routes and rules that they did not make.
 */
export const adopterWarnings = (rows: readonly string[]): string[] => [
    ...(rows.includes("networkd") ? networkdWarnings(networkFiles(rows)) : []),
    ...(rows.includes("NetworkManager") ? networkManagerWarnings(rows) : []),
];

function networkFiles(rows: readonly string[]): NetworkFile[] {
    const files: NetworkFile[] = [];
    for (const row of rows) {
        const [word = "", rest = ""] = row.split(/ (.*)/s);
        const [key = "", value = ""] = rest.split(/\s*=\s*(.*)/s);
        if (word === "network") files.push({ path: rest, match: [], unmanaged: false });
        else if (word === "[Match]") files.at(-1)?.match.push([key, value]);
        else if (word === "[Link]" && key === "Unmanaged") {
            const last = files.at(-1);
            if (last) last.unmanaged = /^(yes|true|1|on)$/i.test(value);
        }
    }
    // A file hides those of the same name in directories behind its own; all are read in the order of their names.
    const name = (path: string) => path.slice(path.lastIndexOf("/") + 1);
    const first = new Map<string, NetworkFile>();
    for (const file of files) if (!first.has(name(file.path))) first.set(name(file.path), file);
    return [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

function networkdWarnings(files: readonly NetworkFile[]): string[] {
    const taken = new Map<string, string[]>();
    for (const link of ours) {
        // The first file that matches decides.
        const file = files.find(
            ({ match }) => match.length > 0 && match.every(([key, value]) => fits(key, value, link)),
        );
        if (file && !file.unmanaged) taken.set(file.path, [...(taken.get(file.path) ?? []), link.kind]);
    }
    return [...taken].map(
        ([path, what]) =>
            `systemd-networkd runs on this host, and ${path} matches links of ours too (${what.join(", ")}): it may give them addresses and take ours away. Make its [Match] narrower, or put a file before it with [Match] Name=${globs.join(" ")} and [Link] Unmanaged=yes.`,
    );
}

const globs = ["veth*", "br-*", "vx-*"] as const;

/** Whether one line of [Match] can be true of a link; conditions of the host itself are taken to be. */
function fits(key: string, value: string, { name, kind, type }: Candidate): boolean {
    const subjects: Readonly<Record<string, string>> = { Name: name, Kind: kind, Driver: kind, Type: type };
    const subject = subjects[key];
    if (subject === undefined)
        return /^(Host|Virtualization|Kernel\w+|Architecture|Firmware|Credential|BSSID)$/.test(key);
    const patterns = value.replace(/^!/, "").split(/\s+/);
    return patterns.some((pattern) => glob(pattern, subject)) !== value.startsWith("!");
}

function networkManagerWarnings(rows: readonly string[]): string[] {
    const specs = rows
        .filter((row) => row.startsWith("unmanaged "))
        .flatMap((row) => row.slice("unmanaged ".length).split(/[;,\s]+/));
    const left = ({ name, kind }: Candidate) =>
        specs.some((spec) => {
            const [word = "", value = ""] = spec.split(/:(.*)/s);
            if (word === "*") return true;
            if (word === "interface-name") return glob(value.replace(/^=/, ""), name);
            return (word === "type" || word === "driver") && value === kind;
        });
    const managed = ours.filter((link) => !left(link)).map(({ kind }) => kind);
    if (managed.length === 0) return [];
    const advice = globs.map((item) => `interface-name:${item}`).join(";");
    return [
        `NetworkManager runs on this host and is not told to leave links of ours alone (${managed.join(", ")}): it may give them addresses and take ours away. Put into /etc/NetworkManager/conf.d/hostnet.conf: [keyfile] unmanaged-devices=${advice}`,
    ];
}
