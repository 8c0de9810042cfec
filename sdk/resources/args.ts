// Made by `npm run generate` from spec/common.ts: change it there.
import type * as pulumi from "@pulumi/pulumi";
import type { Host } from "./host";

/** What every resource on a host takes. */
export interface ResourceArgs {
    /** The host it is on. Another host replaces it; another way to reach the same one changes nothing there. */
    host: Host;
    /**
     * Take over what has this name on the host already, whoever made it, and make it as declared. What carried no mark
     * of ours is given back as it was found when the resource is deleted (rules and files of names go with it); what
     * another stack had made is this one's from then on. Asked only when something is made or changed; otherwise it is
     * refused. In place. Default: `false`.
     */
    adopt?: pulumi.Input<boolean>;
}
