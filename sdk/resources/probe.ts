// Made by `npm run generate` from spec/probe.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import { probe } from "../../spec/probe";
import { onHost } from "../on-host";
import { HostnetResource } from "../resource";
import type { ResourceArgs } from "./args";

/** What a program says of a `Probe`. */
export interface ProbeArgs extends Pick<ResourceArgs, "host"> {
    /**
     * What it is called in messages. A letter, then letters, digits and `_ . -`, at most 64 bytes. A change replaces
     * it. Default: the logical name and a hash; at most 64 bytes.
     */
    name?: pulumi.Input<string>;
    /** The address that must answer ping. In place: the new one is asked. */
    target: pulumi.Input<string>;
    /**
     * The namespace to ask from. A letter, then letters, digits and `_ . -`, at most 64 bytes. In place. Default: the
     * host's own.
     */
    netns?: pulumi.Input<string>;
    /** Ask with packets of this size that must not be divided. Bytes, 68 to 65535. In place. Default: small ones. */
    mtu?: pulumi.Input<number>;
    /** How long to wait for an answer; a question goes out every second. Seconds, 1 to 30. In place. Default: `5`. */
    timeoutSeconds?: pulumi.Input<number>;
}

/**
 * A check that packets get through (ping(8)): `pulumi up` fails where the target does not answer, and `pulumi refresh`
 * finds the probe gone, so that the next `up` asks again. It makes nothing on the host. Let it depend on all that the
 * packets need, both ends of a tunnel above all.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const tunnels = ["172.16.1.11", "172.16.1.12"].map((address, index, all) => {
 *     const host = new hostnet.Host(`ubuntu${index + 1}`, { address, user: "root" });
 *     const peers = [all[1 - index] as string];
 *     const addresses = [`10.233.0.${index + 1}/24`];
 *     return { host, end: new hostnet.VxlanTunnel(`vx${index}`, { host, vni: 42, local: address, peers, addresses }) };
 * });
 * const [one, two] = tunnels as [(typeof tunnels)[0], (typeof tunnels)[0]];
 * new hostnet.Probe("overlay", { host: one.host, target: "10.233.0.2", mtu: 1450 }, { dependsOn: [one.end, two.end] });
 * ```
 */
export class Probe extends HostnetResource {
    /** What it is called in messages. */
    declare readonly name: pulumi.Output<string>;
    /** The address that must answer ping. */
    declare readonly target: pulumi.Output<string>;
    /** The namespace to ask from. */
    declare readonly netns: pulumi.Output<string | undefined>;
    /** Ask with packets of this size that must not be divided. In bytes. */
    declare readonly mtu: pulumi.Output<number | undefined>;
    /** How long to wait for an answer; a question goes out every second. In seconds. */
    declare readonly timeoutSeconds: pulumi.Output<number>;

    constructor(name: string, args: ProbeArgs, opts?: pulumi.CustomResourceOptions) {
        super(probe, name, onHost(probe, name, args), opts);
    }
}
