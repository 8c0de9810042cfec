import type * as pulumi from "@pulumi/pulumi";
import { Bridge } from "../resources/bridge";
import type { Host } from "../resources/host";
import { core } from "./core";
import type { Endpoints } from "./endpoint-args";
import { makeEndpoints } from "./endpoints";
import { openGateway } from "./gateway";
import { guard } from "./guard";
import { Network } from "./network";
import type { NetworkArgs } from "./network-args";
import { networkMtu } from "./plan";
import { checked, claim } from "./program";
import { referenceOf } from "./reference";
import { networkSpec } from "./specs";
import { endpointRows, factsOf } from "./summary";
import { transformed } from "./transform";

export interface BridgeNetworkArgs<E extends Endpoints = Endpoints> extends NetworkArgs<E> {
    /** The host it is on. Another one replaces everything. */
    host: Host;
    /**
     * Without a way out: no default route, no NAT, nothing forwarded into it or out of it but what `reachableFrom` allows
     * in. Its host still reaches it. In place. Default: false.
     */
    internal?: boolean;
    /** Whether its endpoints are kept from each other, as on a guest network. In place. Default: false. */
    isolated?: boolean;
}

/**
 * A network of one host: a bridge, its gateway, NAT, and endpoints on it.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const host = new hostnet.Host("edge", { address: "edge.example.net" });
 * const shop = new hostnet.BridgeNetwork("shop", {
 *     host,
 *     subnet: "10.1.0.0/24",
 *     endpoints: {
 *         web: { host, publish: [{ hostPort: 8080, targetPort: 80 }] },
 *         db: { host, address: "10.1.0.50" },
 *     },
 * });
 * export const address = shop.endpoints.web.address;
 * ```
 */
export class BridgeNetwork<E extends Endpoints = Record<never, never>> extends Network<E> {
    readonly bridge: Bridge;

    constructor(name: string, args: BridgeNetworkArgs<E>, opts?: pulumi.ComponentResourceOptions) {
        const { host, internal = false, isolated = false, transform = {}, masquerade = true } = args;
        const plain: NetworkArgs<Endpoints> = args;
        const spec = networkSpec(name, [host], args);
        claim("BridgeNetwork", { spec });
        super("hostnet:index:BridgeNetwork", name, {}, opts);
        const open = args.gateway !== false && !internal;
        const fitting = host.deviceMtu.apply((size) =>
            checked("BridgeNetwork", name, () => networkMtu([{ host: host.logicalName, mtu: size }], 0, args.mtu)),
        );
        const common = { name, parent: this, host, internal, isolated, masquerade, transform };
        const parts = core({
            ...common,
            kind: "BridgeNetwork",
            args: plain,
            hosts: [host],
            specs: spec.endpoints,
            open,
            mtu: fitting,
        });
        const { four, six, hostAddresses } = parts.on(host);
        const { mtu } = parts;
        const child = `${name}-br`;
        const bridgeArgs = { host, addresses: hostAddresses, mtu, allowOverlap: args.allowOverlap };
        this.bridge = new Bridge(child, transformed(transform.bridge, bridgeArgs, child), { parent: this });
        const bridge = this.bridge.name;
        if (open) openGateway({ ...common, bridge: this.bridge, subnet: four.subnet, subnet6: six?.subnet });
        guard({ ...common, gateway: args.gateway !== false, bridge, six, reachableFrom: args.reachableFrom ?? [] });
        const frame = { ...common, specs: spec.endpoints, place: () => ({ host, bridge, mtu, four, six }) };
        const endpoints = makeEndpoints(frame, (args.endpoints ?? {}) as E);
        this.complete(
            {
                name,
                subnet: four.subnet,
                subnet6: six?.subnet,
                mtu,
                endpoints,
                internal,
                reference: referenceOf(name, plain, four, six, mtu, { [host.logicalName]: { bridge } }),
            },
            {
                title: `bridge network ${name}${internal ? ", internal" : ""}${isolated ? ", isolated" : ""}`,
                facts: factsOf(plain, four, six, mtu),
                hosts: [[host.logicalName, "", bridge]],
                endpoints: endpointRows(args.endpoints ?? {}, endpoints),
            },
        );
    }
}
