// Made by `npm run generate` from spec/host.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { HostnetResource } from "../resource";

/** What a program says of a `Host`. */
export interface HostArgs {
    /**
     * Where it is. With an alias of ssh_config, everything else can stand there. A host name, an IP address or an alias
     * of ssh_config; user and port have fields of their own. In place: a look at the host, and nothing else. Default:
     * required, unless `transport` is `"local"`.
     */
    address?: pulumi.Input<string>;
    /**
     * The user to log in as; root, or one who may run `sudo -n sh`. Letters, digits and `_ . + @ -`, not starting with
     * a dash (other names: `User` in ssh_config). In place. Default: as ssh_config says, else the local user.
     */
    user?: pulumi.Input<string>;
    /** The TCP port of the SSH server. 1 to 65535. In place. Default: as ssh_config says, else 22. */
    port?: pulumi.Input<number>;
    /**
     * The path of a private key on the machine that runs Pulumi; no other key is then tried. Only the path is stored. A
     * path without control characters that does not start with a dash. In place. Default: as ssh_config says, the
     * agent's keys, or the stack's secret `hostnet:privateKey`.
     */
    identityFile?: pulumi.Input<string>;
    /**
     * The socket of the SSH agent to ask for keys. A path without control characters that does not start with a dash.
     * In place. Default: `SSH_AUTH_SOCK`.
     */
    agentSocketPath?: pulumi.Input<string>;
    /**
     * Hosts to go through. `[user@]host[:port]`, several separated by commas. In place. Default: as ssh_config says.
     */
    proxyJump?: pulumi.Input<string>;
    /**
     * The host's public key: no other is accepted. A public key as in `/etc/ssh/ssh_host_ed25519_key.pub`: `ssh-ed25519
     * AAAA…`. In place. Default: the known_hosts files of this machine decide, and a host they do not know is refused.
     */
    hostKey?: pulumi.Input<string>;
    /**
     * Accept the key of a host that known_hosts does not know yet, and remember it there; a changed key is refused all
     * the same. In place. Default: `false`.
     */
    acceptNewHostKey?: pulumi.Input<boolean>;
    /**
     * An ssh_config to use in place of `~/.ssh/config` and `/etc/ssh/ssh_config`; `~` is not expanded. A path without
     * blanks and characters of the shell, which does not start with a dash (ssh hands it to a shell where there is a
     * jump host). In place. Default: ssh's own.
     */
    sshConfigFile?: pulumi.Input<string>;
    /**
     * Whether a user who is not root may use `sudo -n`; without it such a user is refused. In place. Default: `true`.
     */
    sudo?: pulumi.Input<boolean>;
    /** How long one attempt to connect may take. Seconds, 1 to 600. In place. Default: 15. */
    connectTimeoutSeconds?: pulumi.Input<number>;
    /**
     * How long one operation may take on the host, which itself ends it then. Seconds, 1 to 3600. In place. Default:
     * 60.
     */
    operationTimeoutSeconds?: pulumi.Input<number>;
    /** `"local"` is the machine that runs Pulumi. In place. Default: `"ssh"`. */
    transport?: pulumi.Input<"ssh" | "local">;
    /**
     * Which host this is, whatever its address. It begins the id of everything on the host. 63 characters at most:
     * letters, digits and `_ . -`, not starting with a dash or dot. A change replaces it. Default: the resource's
     * logical name.
     */
    name?: pulumi.Input<string>;
}

/** The outputs of a `Host`. */
export abstract class HostProperties extends HostnetResource {
    /** Which host this is, whatever its address. */
    declare readonly name: pulumi.Output<string>;
    /** The device that has the address by which the host is reached, else that of its default route: `eth1`. */
    declare readonly device: pulumi.Output<string>;
    /** The MTU of that device. In bytes. */
    declare readonly deviceMtu: pulumi.Output<number>;
    /** The global addresses of that device with their prefixes: `172.16.1.11/24`. */
    declare readonly deviceAddresses: pulumi.Output<string[]>;
    /**
     * The networks that it has routes to or addresses of, without those over devices of this package, whoever made
     * them, and without default routes: what a new subnet should not overlap, as `avoid` of an `AddressPool`.
     */
    declare readonly routes: pulumi.Output<string[]>;
    /** The release of the kernel, as `uname -r` says. */
    declare readonly kernel: pulumi.Output<string>;
    /** The id of the running boot; another one means that the host was restarted. */
    declare readonly bootId: pulumi.Output<string>;
    /** What `ip -V` says. */
    declare readonly iproute2: pulumi.Output<string>;
    /**
     * Which of iptables, ip6tables, nft, conntrack and ethtool are there; for iptables with its version and flavour.
     */
    declare readonly tools: pulumi.Output<Record<string, string>>;
    /**
     * What on the host would get in the way: systemd-networkd or NetworkManager running and not told to leave our links
     * alone. `pulumi up` and `pulumi refresh` show them as diagnostics. Undefined where there is nothing to warn of.
     */
    declare readonly warnings: pulumi.Output<string[] | undefined>;
}
