/** What an awkward host has that an ordinary one has not. */
export interface HostOptions {
    /** Login shell of root and of `user`; an absolute path. Default `/bin/bash`. */
    shell?: string;
    /** Makes sshd's banner, `~/.ssh/rc` and the rc files of the usual shells print; a string says what. */
    noisyRc?: boolean | string;
    /** Who ssh logs in as by default, instead of root. Root's key login stays. */
    user?: { name: string; sudo: "nopasswd" | "password" | "none" };
    /** Lines of sshd_config, in place of ours of the same keyword. */
    sshdOptions?: string[];
    /** Programs the host does not have, by name: `["ip"]`. */
    hide?: string[];
    /** Files of its own by absolute path, mode 755: shims for `/usr/local/sbin`, stub shells. */
    files?: Record<string, string>;
}

export interface LabOptions {
    /** Default `lab`. */
    name?: string;
    /** The underlay, /16 to /24; hosts start at the eleventh address. Default: one that is free; of the lab `lab` `172.16.1.0/24`. */
    subnet?: string;
    /** How many hosts; default 3. */
    hosts?: number;
    /** MTU of the underlay; default 1500. */
    mtu?: number;
    /** Options by host name: `{ host2: { hide: ["nft"] } }`. */
    awkward?: Record<string, HostOptions>;
}

export type Options = Required<LabOptions>;

/** Options with every default filled in, or an error that says what is wrong. */
export function completeOptions(options: LabOptions = {}): Options {
    const full: Options = {
        name: options.name ?? "lab",
        subnet: options.subnet ?? "172.16.1.0/24",
        hosts: options.hosts ?? 3,
        mtu: options.mtu ?? 1500,
        awkward: options.awkward ?? {},
    };
    checkName(full.name);
    if (!Number.isInteger(full.hosts) || full.hosts < 1 || full.hosts > 200) {
        throw new Error(`a lab has 1 to 200 hosts, not ${full.hosts}`);
    }
    if (!Number.isInteger(full.mtu) || full.mtu < 1280 || full.mtu > 65535) {
        throw new Error(`the underlay's MTU is 1280 to 65535, not ${full.mtu}`);
    }
    for (const host of Object.keys(full.awkward)) {
        if (!/^host[1-9]\d*$/.test(host) || Number(host.slice(4)) > full.hosts) {
            throw new Error(`options for ${host}, but the lab has host1 to host${full.hosts}`);
        }
    }
    return full;
}

/** Throws unless a lab may be called that: the name becomes part of paths, patterns and a device name. */
export function checkName(name: string): void {
    if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) {
        throw new Error(
            `lab name ${JSON.stringify(name)}: use a letter, then letters, digits and dashes, in lower case, 31 at most`,
        );
    }
}
