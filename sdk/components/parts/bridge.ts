import type * as pulumi from "@pulumi/pulumi";
import { Bridge } from "../../resources/bridge";
import type { Host } from "../../resources/host";
import type { Addressing } from "./families";
import type { Scope, Site, SubnetArgs } from "./site";
import { transformed } from "./transform";

/** The bridge of a host. */
export function makeBridge(
    { parent, transform }: Scope,
    { on, mtu }: Addressing,
    host: Host,
    prefix: string,
    { allowOverlap, macFromAddress }: Pick<SubnetArgs, "allowOverlap"> & { readonly macFromAddress?: boolean },
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
    const made = new Bridge(name, transformed(transform.bridge, args, name), { parent });
    // The bridge's MTU, not what it was made from: an endpoint then depends on its bridge, not on every host.
    return { host, prefix, bridge: made.name, mtu: made.mtu, families, made };
}
