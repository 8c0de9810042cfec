import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";

/** How to reach a host. What is not given is left to OpenSSH: its ssh_config, its agent, its default keys. */
export interface HostArgs {
    /**
     * A host name, an IP address, or an alias of ssh_config, in which case everything else can stand there.
     * Required, unless `transport` is `"local"`. A change is an update that runs nothing on the host but a look.
     */
    address?: pulumi.Input<string>;
    /** The user to log in as; root, or one who may run `sudo -n sh`. Default: as ssh_config says, else the local user. */
    user?: pulumi.Input<string>;
    /** The TCP port of the SSH server, 1 to 65535. Default: as ssh_config says, else 22. */
    port?: pulumi.Input<number>;
    /**
     * The path of a private key on the machine that runs Pulumi; no other key is then tried. Only the path is stored.
     * Default: as ssh_config says, the agent's keys, or the stack's secret `hostnet:privateKey`.
     */
    identityFile?: pulumi.Input<string>;
    /** The socket of the SSH agent to ask for keys. Default: `SSH_AUTH_SOCK`. */
    agentSocketPath?: pulumi.Input<string>;
    /** Hosts to go through, `[user@]host[:port]`, several separated by commas. Default: as ssh_config says. */
    proxyJump?: pulumi.Input<string>;
    /**
     * The host's public key, `ssh-ed25519 AAAA…`, as in its `/etc/ssh/ssh_host_ed25519_key.pub`: no other is accepted.
     * Default: the known_hosts files of this machine decide, and a host they do not know is refused.
     */
    hostKey?: pulumi.Input<string>;
    /**
     * Accept the key of a host that known_hosts does not know yet, and remember it there; a changed key is refused all
     * the same. Default: false.
     */
    acceptNewHostKey?: pulumi.Input<boolean>;
    /** The path of an ssh_config to use in place of `~/.ssh/config` and `/etc/ssh/ssh_config`. */
    sshConfigFile?: pulumi.Input<string>;
    /** Whether a user who is not root may use `sudo -n`. Default: true. With false, such a user is refused. */
    sudo?: pulumi.Input<boolean>;
    /** How long one attempt to connect may take, in seconds, 1 to 600. Default: 15. */
    connectTimeoutSeconds?: pulumi.Input<number>;
    /** How long one operation may take on the host, in seconds, 1 to 3600; the host itself ends it then. Default: 60. */
    operationTimeoutSeconds?: pulumi.Input<number>;
    /** `"ssh"`, or `"local"` for the machine that runs Pulumi. Default: `"ssh"`. */
    transport?: pulumi.Input<"ssh" | "local">;
    /**
     * Which host this is, whatever its address: letters, digits and `_ . -`, at most 63. It begins the id of everything
     * on the host, so a change replaces all of that. Default: the resource's logical name.
     */
    name?: pulumi.Input<string>;
}

/** How a host is reached, as every resource on it keeps it: the args of its `Host`, and its name. */
export type HostConnection = { readonly [K in keyof Omit<HostArgs, "name">]: pulumi.Unwrap<HostArgs[K]> } & {
    readonly name: string;
    /** What the marks on this host end in, so that another stack of the same name does not take its things for its own. */
    readonly mark?: string;
};

/**
 * A Linux host: it is connected to and looked at, never changed. An unreachable or unfit host is one clear error here;
 * every other resource takes a `Host` and waits for it.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const ubuntu1 = new hostnet.Host("ubuntu1", { address: "172.16.1.11", user: "root" });
 * const br0 = new hostnet.Bridge("br0", { host: ubuntu1, name: "br0", addresses: ["10.233.1.1/24"] });
 *
 * export const underlay = ubuntu1.device;
 * ```
 */
export class Host extends HostnetResource {
    /** Which host this is, whatever its address. */
    declare readonly name: pulumi.Output<string>;
    /** The network device over which the host is reached, else that of its default route: `eth1`. */
    declare readonly device: pulumi.Output<string>;
    /** The MTU of that device, in bytes. */
    declare readonly deviceMtu: pulumi.Output<number>;
    /** The global addresses of that device with their prefixes: `172.16.1.11/24`. */
    declare readonly deviceAddresses: pulumi.Output<string[]>;
    /**
     * The networks that it has routes to or addresses of, without those over devices of this package, whoever made them, and
     * without default routes: what a new subnet should not overlap, as `avoid` of an `AddressPool`.
     */
    declare readonly routes: pulumi.Output<string[]>;
    /** The release of the kernel, as `uname -r` says. */
    declare readonly kernel: pulumi.Output<string>;
    /** The id of the running boot; another one means that the host was restarted. */
    declare readonly bootId: pulumi.Output<string>;
    /** What `ip -V` says. */
    declare readonly iproute2: pulumi.Output<string>;
    /** Which of iptables, ip6tables, nft, conntrack and ethtool are there; for iptables with its version and flavour. */
    declare readonly tools: pulumi.Output<Record<string, string>>;
    /**
     * What on the host would get in the way: systemd-networkd or NetworkManager running and not told to leave our links
     * alone. `pulumi up` and `pulumi refresh` show them as diagnostics. Undefined where there is nothing to warn of.
     */
    declare readonly warnings: pulumi.Output<string[] | undefined>;

    constructor(name: string, args: HostArgs, opts?: pulumi.CustomResourceOptions) {
        super("Host", name, { host: { ...args, name: args.name ?? name } }, outputs, opts);
    }

    /**
     * What the resources on this host keep of it. It echoes an input, so that it is known in a preview, and it is an
     * output, so that they depend on the host.
     */
    get connection(): pulumi.Output<HostConnection> {
        return this.host;
    }
}

const facts = ["device", "deviceMtu", "deviceAddresses", "routes", "kernel", "bootId", "iproute2", "tools", "warnings"];
const outputs = ["name", ...facts];
