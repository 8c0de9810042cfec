import { addressPool } from "./address-pool";
import { attachmentPoint } from "./attachment-point";
import { bridge } from "./bridge";
import { endpoint } from "./endpoint";
import { forwardRule } from "./forward-rule";
import { forwarding } from "./forwarding";
import { host } from "./host";
import { nameService } from "./name-service";
import { natRule } from "./nat-rule";
import { neighbor } from "./neighbor";
import { netns } from "./netns";
import { portMapping } from "./port-mapping";
import { probe } from "./probe";
import type { Table } from "./property";
import { route } from "./route";
import { sysctl } from "./sysctl";
import { veth } from "./veth";
import { vxlanTunnel } from "./vxlan-tunnel";

/** Every kind. */
export const tables: readonly Table[] = [
    host,
    netns,
    nameService,
    veth,
    endpoint,
    bridge,
    vxlanTunnel,
    forwarding,
    attachmentPoint,
    neighbor,
    natRule,
    forwardRule,
    portMapping,
    route,
    sysctl,
    probe,
    addressPool,
];
