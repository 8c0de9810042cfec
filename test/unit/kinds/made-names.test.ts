import { expect, it } from "vitest";
import { checked } from "./checked";

const long = "a-name-with-more-letters-than-any-name-on-a-host-of-this-kind-could-ever-have-room-for";
const rule = { source: "10.0.0.0/24" };
const port = { hostPort: 80, target: { address: "10.0.0.2" } };

/** Names that states have and hosts carry: none of them may ever come out otherwise. */
it.each([
    ["Netns", {}, "it-jjeaa", "a-name-wi-y0918"],
    ["Bridge", {}, "br-it-jjeaa", "br-a-name-y0918"],
    ["Veth", { peer: { netns: "ns1" } }, "vethit-jjeaa", "vetha-nam-y0918"],
    ["Endpoint", { bridge: "br0" }, "it", "a-name-with-more-letters-than-any-name-on-a-host-of-this-k-y0918"],
    ["VxlanTunnel", { vni: 42, device: "eth1" }, "vx-it-jjeaa", "vx-a-name-y0918"],
    ["Forwarding", { tunnel: "vx0" }, "it-jjeaa", "a-name-with-more-letters-than-any-y0918"],
    ["NatRule", rule, "nat-it-jjeaa", "nat-a-name-wit-y0918"],
    ["ForwardRule", { action: "accept", matches: [rule] }, "fwd-it-jjeaa", "fwd-a-name-wit-y0918"],
    ["PortMapping", port, "port-it-jjeaa", "port-a-name-wi-y0918"],
    ["Probe", { target: "10.0.0.2" }, "it-jjeaa", "a-name-with-more-letters-than-any-name-on-a-host-of-this-k-y0918"],
])("%s: without a name it is called after the program's name", async (type, least, short, cut) => {
    expect((await checked(type, least)).inputs.name).toBe(short);
    expect((await checked(type, { ...least, owner: `shop/dev/${long}` })).inputs.name).toBe(cut);
});
