import { readFileSync } from "node:fs";
import type { HostPlan, LabPlan } from "./plan";

export interface SeedFile {
    text: string;
    mode?: number;
    /** Owner and group by number; root where absent. */
    owner?: number;
}

const USER_ID = 2000;

/** What is known only once keys are made and sshd was asked. */
export interface Given {
    hostKey: string;
    authorizedKey: string;
    sshdPenalises: boolean;
}

/** The files a host does not share with the machine: who may log in, what sshd does, what its shells print. */
export function seedHost(plan: LabPlan, host: HostPlan, given: Given) {
    const { options } = host;
    return {
        "/etc/hostname": { text: `${host.name}\n` },
        "/etc/hosts": { text: hostsFile(plan) },
        ...accounts(host),
        "/etc/sudoers": { text: sudoers(host), mode: 0o440 },
        "/etc/ssh/sshd_config": { text: sshdConfig(host, given) },
        "/etc/ssh/ssh_host_ed25519_key": { text: given.hostKey, mode: 0o600 },
        "/etc/ssh/authorized_keys": { text: given.authorizedKey },
        ...noise(host),
        ...Object.fromEntries(Object.entries(options.files ?? {}).map(([path, text]) => [path, { text, mode: 0o755 }])),
    } satisfies Record<string, SeedFile>;
}

/** Home folders are the lab's own: nobody's real rc files or keys take part. */
export function homes(host: HostPlan): { path: string; owner: number }[] {
    const { user } = host.options;
    return [{ path: "/home/root", owner: 0 }, ...(user ? [{ path: `/home/${user.name}`, owner: USER_ID }] : [])];
}

function accounts(host: HostPlan): Record<string, SeedFile> {
    const { user, shell = "/bin/bash" } = host.options;
    const own = user?.name;
    const passwd = [
        `root:x:0:0:root:/home/root:${shell}`,
        ...(own ? [`${own}:x:${USER_ID}:${USER_ID}::/home/${own}:${shell}`] : []),
    ];
    // `*` is no password; `!` would be a locked account, which sshd refuses without PAM.
    const shadow = ["root", ...(own ? [own] : [])].map((name) => `${name}:*:19000:0:99999:7:::`);
    return {
        "/etc/passwd": { text: withoutRoot("/etc/passwd", passwd) },
        "/etc/shadow": { text: withoutRoot("/etc/shadow", shadow), mode: 0o600 },
        "/etc/group": { text: withoutRoot("/etc/group", ["root:x:0:", ...(own ? [`${own}:x:${USER_ID}:`] : [])]) },
    };
}

/** The machine's own system accounts stay, such as sshd's, but nobody's password does. */
function withoutRoot(path: string, first: string[]): string {
    const rest = readFileSync(path, "utf8")
        .split("\n")
        .filter((line) => line && !first.some((own) => own.split(":")[0] === line.split(":")[0]))
        .map((line) => (path === "/etc/shadow" ? line.replace(/^([^:]*):[^:]*/, "$1:*") : line));
    return `${[...first, ...rest].join("\n")}\n`;
}

function sudoers(host: HostPlan): string {
    const { user } = host.options;
    const grants = { nopasswd: "ALL=(ALL:ALL) NOPASSWD: ALL", password: "ALL=(ALL:ALL) ALL", none: undefined };
    const grant = user && grants[user.sudo];
    return `Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n${grant ? `${user.name} ${grant}\n` : ""}`;
}

function sshdConfig(host: HostPlan, { sshdPenalises }: Given): string {
    const { sshdOptions = [], noisyRc } = host.options;
    const keyword = (line: string) => line.trim().split(/[\s=]/)[0]?.toLowerCase();
    const given = new Set(sshdOptions.map(keyword));
    const ours = [
        ...(noisyRc ? ["Banner /etc/ssh/banner"] : []),
        "HostKey /etc/ssh/ssh_host_ed25519_key",
        "AuthorizedKeysFile /etc/ssh/authorized_keys",
        "PidFile /run/lab/sshd.pid",
        "PermitRootLogin prohibit-password",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "UsePAM no",
        "UseDNS no",
        "MaxStartups 100:30:200",
        "MaxSessions 100",
        // All clients of a lab have one address; a test that is refused on purpose would lock out the others.
        ...(sshdPenalises ? ["PerSourcePenalties no"] : []),
        "Subsystem sftp internal-sftp",
    ];
    // Of most keywords the first value counts, but of MaxStartups the last one does in some versions of sshd.
    return lines([...sshdOptions, ...ours.filter((line) => !given.has(keyword(line)))]);
}

function noise(host: HostPlan): Record<string, SeedFile> {
    if (!host.options.noisyRc) return {};
    const said = typeof host.options.noisyRc === "string" ? host.options.noisyRc : `Welcome to ${host.name}!`;
    const echo = { text: `echo '${said.replaceAll("'", "'\\''")}'\n`, mode: 0o644 };
    const names = [".bashrc", ".profile", ".zshenv", ".cshrc", ".config/fish/config.fish", ".ssh/rc"];
    const files = homes(host).flatMap((home) => names.map((name) => [`${home.path}/${name}`, echo]));
    return { ...Object.fromEntries(files), "/etc/ssh/banner": { text: `${said}\n` } };
}

function hostsFile(plan: LabPlan): string {
    return lines(["127.0.0.1 localhost", ...plan.hosts.map((host) => `${host.address} ${host.name}`)]);
}

function lines(list: string[]): string {
    return list.map((line) => `${line}\n`).join("");
}
