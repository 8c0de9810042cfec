import * as pulumi from "@pulumi/pulumi";
import { Host, type HostArgs } from "../resources/host";
import { type HostEntry, hostEntries } from "./host-entry";

/** A machine of the stack's configuration, as a network takes it. */
export interface ConfiguredHost {
    readonly name: string;
    readonly host: Host;
    /** The address that other machines send to, where it is not that over which it is reached. */
    readonly underlay?: string;
    /** The device that has this address. */
    readonly device?: string;
    /** The MTU of that device, in bytes. */
    readonly underlayMtu?: number;
}

/** The machines in the order of the configuration. */
export interface ConfiguredHosts extends ReadonlyArray<ConfiguredHost> {
    /** The `Host` of that name; throws where the configuration has none. */
    named(name: string): Host;
}

export interface HostsFromConfigOptions {
    /** Whose configuration: `new pulumi.Config("network")` for `network:hosts`. Default: the project's. */
    readonly config?: pulumi.Config;
    /** Args for each machine that its entry does not give itself, such as `user`. Default: none. */
    readonly defaults?: Omit<HostArgs, "name" | "address">;
    /** Options for each `Host`, such as `parent`. */
    readonly resourceOptions?: pulumi.CustomResourceOptions;
}

/**
 * A `Host` for each machine in the stack's configuration, so that the same program serves every environment. An entry has
 * a `name`, the args of a `Host`, and where they are not those over which it is reached `underlay`, `device` and
 * `underlayMtu`. Throws what is wrong with which entry: `hosts[1].address: is missing`.
 *
 * @param key the key of the list, below the project's name
 * @example
 * ```yaml
 * # Pulumi.prod.yaml
 * config:
 *   shop:hosts:
 *     - name: ubuntu1
 *       address: 203.0.113.11
 *       proxyJump: admin@bastion.example
 *       underlay: 10.0.0.11
 *     - name: ubuntu2
 *       address: ubuntu2
 * ```
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const hosts = hostnet.hostsFromConfig();
 * new hostnet.Bridge("br0", { host: hosts.named("ubuntu1"), addresses: ["10.233.0.1/24"] });
 * ```
 */
export function hostsFromConfig(key = "hosts", options: HostsFromConfigOptions = {}): ConfiguredHosts {
    const config = options.config ?? new pulumi.Config();
    const value = config.getObject<unknown>(key);
    const full = `${config.name}:${key}`;
    if (value === undefined)
        throw new Error(
            `the configuration of this stack has no ${full}: a list of machines, each with a name and an address`,
        );
    const list = hostEntries(key, value).map((entry) => configured(entry, options));
    const named = (name: string): Host => {
        const found = list.find((item) => item.name === name);
        if (found) return found.host;
        throw new Error(`there is no ${name} in ${full}; there are ${list.map((item) => item.name).join(", ")}`);
    };
    return Object.assign(list, { named });
}

function configured(entry: HostEntry, { defaults, resourceOptions }: HostsFromConfigOptions): ConfiguredHost {
    const { name, underlay, device, underlayMtu, ...args } = entry;
    return { name, host: new Host(name, { ...defaults, ...args }, resourceOptions), underlay, device, underlayMtu };
}
