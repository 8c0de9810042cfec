import { AttachmentPoint } from "../../resources/attachment-point";
import type { VxlanTunnel } from "../../resources/vxlan-tunnel";
import { make } from "./child";
import type { Scope, Site } from "./site";

/**
 * Lets other programs attach endpoints on a host. It comes after all that the network has there, and so is deleted before it: a
 * destroy under an attachment is refused while nothing is gone yet.
 */
export function offer(scope: Scope, { host, prefix, bridge }: Site, tunnel: VxlanTunnel | undefined): void {
    const args = { host, bridge, ...(tunnel && { tunnel: tunnel.name }) };
    const dependsOn = scope.made.filter(([on]) => on === host).map(([, child]) => child);
    make(scope, AttachmentPoint, scope.transform.attachmentPoint, `${prefix}-attach`, args, { dependsOn });
}
