import * as hostnet from "pulumi-hostnet";
import { hosts, settings } from "./config";

const { subnet, slice, vni, webPort, placement } = settings;

// With one machine this is a bridge, with more of them tunnels between the bridges: the program need not know.
const shop = new hostnet.OverlayNetwork("shop", {
    hosts,
    subnet,
    vni,
    slices: [slice],
    endpoints: {
        web: { host: placement.web, publish: [{ hostPort: webPort, targetPort: 80 }] },
        api: { host: placement.api },
        db: { host: placement.db, address: hostnet.nthAddress(subnet, 50) },
    },
});

const { web, api, db } = shop.endpoints;

export const address = web.address;
export const plan = shop.plan;
/** What a program needs that attaches its own endpoints, such as ../environments-attach. */
export const network = shop.reference;
/** Where each endpoint is: `ip netns exec NETNS ...` on its host. */
export const namespaces = { web: web.netns, api: api.netns, db: db.netns };
