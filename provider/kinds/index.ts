import type { Kind } from "../kind";
import { bridge } from "./bridge";
import { forwardRule } from "./forward-rule";
import { forwarding } from "./forwarding";
import { host } from "./host";
import { nameService } from "./name-service";
import { natRule } from "./nat-rule";
import { netns } from "./netns";
import { portMapping } from "./port-mapping";
import { probe } from "./probe";
import { route } from "./route";
import { sysctl } from "./sysctl";
import { veth } from "./veth";
import { vxlanTunnel } from "./vxlan-tunnel";

/** Every kind by the name of its resource. */
export const kinds: Readonly<Record<string, Kind>> = {
    Host: host,
    Netns: netns,
    NameService: nameService,
    Veth: veth,
    Bridge: bridge,
    VxlanTunnel: vxlanTunnel,
    Forwarding: forwarding,
    NatRule: natRule,
    ForwardRule: forwardRule,
    PortMapping: portMapping,
    Route: route,
    Sysctl: sysctl,
    Probe: probe,
};
