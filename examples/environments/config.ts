import * as pulumi from "@pulumi/pulumi";
import * as hostnet from "pulumi-hostnet";
import { z } from "zod";

const network = z.strictObject({
    subnet: z.cidrv4("is not an IPv4 network such as 10.233.0.0/16"),
    /** The part of the subnet that other programs hand out. */
    slice: z.cidrv4("is not an IPv4 network such as 10.233.128.0/24"),
    vni: z.int("is not a whole number").min(1, "is below 1").max(16777215, "is above 16777215"),
    /** The port of its machine at which the world finds `web`. */
    webPort: z.int("is not a whole number").min(1, "is below 1").max(65535, "is above 65535"),
    /** Which machine carries which endpoint. */
    placement: z.strictObject({ web: z.string(), api: z.string(), db: z.string() }),
});

/** What a stack says of its network. */
export type NetworkConfig = z.infer<typeof network>;

const config = new pulumi.Config();

export const hosts = hostnet.hostsFromConfig("hosts", {
    defaults: { sshConfigFile: config.get("sshConfigFile") },
});

export const settings = networkConfig(config.requireObject("network"));

/** The network's configuration, or an error that names each key that is wrong: `network.vni: is above 16777215`. */
function networkConfig(value: unknown): NetworkConfig {
    const names = hosts.map(({ name }) => name);
    const placed = network.superRefine(({ placement }, context) => {
        for (const [endpoint, host] of Object.entries(placement))
            if (!names.includes(host))
                context.addIssue({
                    code: "custom",
                    path: ["placement", endpoint],
                    message: `${host} is none of the hosts, which are ${names.join(", ")}`,
                });
    });
    const result = placed.safeParse(value);
    if (result.success) return result.data;
    const problems = result.error.issues.map(({ path, message }) => `${["network", ...path].join(".")}: ${message}`);
    throw new pulumi.RunError(`the configuration of this stack cannot be used: ${problems.join("; ")}`);
}
