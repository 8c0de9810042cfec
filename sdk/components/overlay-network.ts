import * as pulumi from "@pulumi/pulumi";
import type { Bridge } from "../resources/bridge";
import { Network } from "./network";
import type { OverlayNetworkArgs } from "./overlay-args";
import { offer } from "./parts/attachment-point";
import { makeBridge } from "./parts/bridge";
import { declared } from "./parts/declared";
import { makeEndpoints } from "./parts/endpoint";
import { openGateway } from "./parts/gateway";
import { demandForm } from "./parts/refused";
import { admit } from "./parts/registry";
import { guarded, type Scope } from "./parts/site";
import { formOfArgs, type Joined, strategyOf } from "./parts/strategy";
import { hostsOf } from "./parts/underlay";

/** What an overlay has on one of its hosts. */
export interface OverlayHost extends Joined {
    readonly bridge: Bridge;
}

/**
 * A network of many hosts (VXLAN, RFC 7348): a bridge, a tunnel and a gateway on each, and endpoints that reach each other
 * wherever they are.
 *
 * @example
 * ```ts
 * import * as hostnet from "pulumi-hostnet";
 *
 * const hosts = hostnet.hostsFromConfig();
 * const blue = new hostnet.OverlayNetwork("blue", {
 *     hosts,
 *     subnet: "10.233.0.0/16",
 *     vni: 42,
 *     endpoints: {
 *         web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
 *         db: { host: "ubuntu3", address: "10.233.0.50" },
 *     },
 * });
 * export const address = blue.endpoints.web.address;
 * ```
 */
export class OverlayNetwork<E extends object = Record<never, never>> extends Network<E> {
    /** What it has on each host, by the hosts' logical names. */
    readonly hosts: Readonly<Record<string, OverlayHost>>;

    constructor(name: string, args: OverlayNetworkArgs<E>, opts?: pulumi.ComponentResourceOptions) {
        const kind = "OverlayNetwork";
        demandForm(kind, name, formOfArgs(args), args);
        const { masquerade = true, reachableFrom, transform = {} } = args;
        const hosts = hostsOf(args.hosts);
        const strategy = strategyOf(args);
        const plan = admit(kind, { ...declared(name, hosts, args), ...strategy.declared });
        super(`hostnet:index:${kind}`, name, {}, opts);
        const scope: Scope = { kind, name, parent: this, plan, hosts, transform, made: [] };

        const { underlays, addressing, within, join } = strategy.lay(scope);
        const sites = hosts.map((host) => {
            // The gateway is everywhere the same, so that an endpoint finds the one of its own host.
            const common = { macFromAddress: true, masquerade, reachableFrom, within };
            const site = makeBridge(scope, addressing, host, `${name}-${host.logicalName}`, args, common);
            if (plan.open) openGateway(scope, site, addressing.subnets, masquerade);
            return site;
        });
        const joined = join(sites);
        const endpoints = makeEndpoints(scope, sites);
        if (args.slices?.length) for (const [index, site] of sites.entries()) offer(scope, site, joined[index]?.tunnel);

        const made = sites.map(({ made: bridge, ...site }, index) => {
            const { tunnel, lease, lease6 }: Joined = joined[index] ?? {};
            const vtep = underlays[index]?.vtep ?? "";
            return { name: site.host.logicalName, bridge, guarded: guarded(site), tunnel, lease, lease6, vtep };
        });
        const of = <T>(each: (host: (typeof made)[number]) => T) =>
            Object.fromEntries(made.map((host) => [host.name, each(host)]));
        this.hosts = of(({ bridge, tunnel, lease, lease6 }) => ({ bridge, tunnel, lease, lease6 }));
        this.complete(scope, args, addressing, endpoints, {
            title: `overlay network ${name}, ${strategy.title}`,
            hosts: made.map(({ name, vtep, bridge, tunnel, lease, lease6 }) => [
                name,
                vtep,
                bridge.name,
                tunnel ? tunnel.name : "",
                lease ? pulumi.all([lease, lease6]).apply((all) => all.filter(Boolean).join(" ")) : "",
            ]),
            tunnel: strategy.declared.tunnel,
            references: of(({ guarded: bridge, tunnel, vtep }) => ({
                bridge,
                ...(tunnel && { tunnel: tunnel.name, vtep }),
            })),
        });
    }
}
