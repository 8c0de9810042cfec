import type { Kind } from "../kind";
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
import { route } from "./route";
import { sysctl } from "./sysctl";
import { veth } from "./veth";
import { vxlanTunnel } from "./vxlan-tunnel";

const all: readonly Kind[] = [
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
];

/** Every kind by the name of its resource. */
export const kinds: Readonly<Record<string, Kind>> = Object.fromEntries(all.map((kind) => [kind.type, kind]));
