import type * as pulumi from "@pulumi/pulumi";
import type { Bridge } from "../resources/bridge";
import type { Host } from "../resources/host";
import type { Endpoints } from "./endpoint-args";
import { Network } from "./network";
import type { NetworkArgs } from "./network-args";
import { offer } from "./parts/attachment-point";
import { makeBridge } from "./parts/bridge";
import { declared } from "./parts/declared";
import { makeEndpoints } from "./parts/endpoint";
import { sharedAddressing } from "./parts/families";
import { openGateway } from "./parts/gateway";
import { checked, demandForm } from "./parts/refused";
import { admit } from "./parts/registry";
import { guarded, type Scope } from "./parts/site";
import { bridgeNetworkArgs, networkMtu } from "./plan";

export interface BridgeNetworkArgs<E extends object = Endpoints> extends NetworkArgs<E> {
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
export class BridgeNetwork<E extends object = Record<never, never>> extends Network<E> {
    readonly bridge: Bridge;

    constructor(name: string, args: BridgeNetworkArgs<E>, opts?: pulumi.ComponentResourceOptions) {
        const kind = "BridgeNetwork";
        demandForm(kind, name, bridgeNetworkArgs, args);
        const { host, internal = false, isolated = false, masquerade = true, transform = {} } = args;
        const plan = admit(kind, declared(name, [host], args));
        super(`hostnet:index:${kind}`, name, {}, opts);
        const scope: Scope = { kind, name, parent: this, plan, hosts: [host], transform, made: [] };

        const fitting = host.deviceMtu.apply((mtu) =>
            checked(scope, () => networkMtu([{ host: host.logicalName, mtu }], 0, args.mtu)),
        );
        const addressing = sharedAddressing(scope, args, fitting);
        const passing = { masquerade, reachableFrom: args.reachableFrom };
        const site = makeBridge(scope, addressing, host, name, args, passing);
        if (plan.open) openGateway(scope, site, addressing.subnets, masquerade);
        const endpoints = makeEndpoints(scope, [site]);
        if (args.slices?.length) offer(scope, site, undefined);

        this.bridge = site.made;
        this.complete(scope, args, addressing, endpoints, {
            title: `bridge network ${name}${internal ? ", internal" : ""}${isolated ? ", isolated" : ""}`,
            hosts: [[host.logicalName, "", site.bridge]],
            references: { [host.logicalName]: { bridge: guarded(site) } },
        });
    }
}
