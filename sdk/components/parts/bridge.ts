import type * as pulumi from "@pulumi/pulumi";
import { Bridge } from "../../resources/bridge";
import type { Host } from "../../resources/host";
import { make } from "./child";
import type { Addressing } from "./families";
import { keepApart, type Passing } from "./isolation";
import type { Scope, Site, SubnetArgs } from "./site";

/** The bridge of a host, and the rules that keep apart whatever is attached to it. */
export function makeBridge(
    scope: Scope,
    { on, mtu }: Addressing,
    host: Host,
    prefix: string,
    { allowOverlap }: Pick<SubnetArgs, "allowOverlap">,
    { macFromAddress, ...passing }: Passing & { readonly macFromAddress?: boolean },
): Site & { readonly made: Bridge } {
    const families = on(host);
    const addresses = families.flatMap(({ bridgeAddress }): pulumi.Output<string>[] =>
        bridgeAddress ? [bridgeAddress] : [],
    );
    const name = `${prefix}-br`;
    const args = {
        host,
        addresses,
        mtu,
        allowOverlap,
        ...(macFromAddress && { macFromAddress: addresses.length > 0 }),
    };
    const made = make(scope, Bridge, scope.transform.bridge, name, args);
    // The bridge's MTU, not what it was made from: an endpoint then depends on its bridge, not on every host.
    const site = { host, prefix, bridge: made.name, mtu: made.mtu, families, made };
    return { ...site, isolation: keepApart(scope, site, passing) };
}
