import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { addressPool } from "./address-pool";
import { endWithEngine } from "./engine";
import { kinds } from "./kinds";
import { lifecycle } from "./lifecycle";
import { quiet } from "./quiet";

/**
 * The one door of the dynamic-provider process: the provider text in every state requires this module and asks for its
 * kind by name, so that today's code serves every state.
 */
export function provider(type: string): ResourceProvider {
    endWithEngine();
    // The one resource that is on no host.
    if (type === "AddressPool") return quiet(addressPool());
    const kind = kinds[type];
    if (!kind)
        throw new Error(`pulumi-hostnet knows no resource ${type}: the state was written by another version of it`);
    return quiet(lifecycle(kind));
}
