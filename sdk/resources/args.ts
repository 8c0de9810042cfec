// Made by `npm run generate` from spec/common.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "./host";

/** What every resource on a host takes. */
export interface ResourceArgs {
    /** The host it is on. Another host replaces it; another way to reach the same one changes nothing there. */
    host: Host;
    /**
     * Take over what has this name on the host already, whoever made it, and make it as declared; it is removed with
     * the resource like anything else. Asked only when something is made or changed; otherwise it is refused. In place.
     * Default: `false`.
     */
    adopt?: pulumi.Input<boolean>;
}
