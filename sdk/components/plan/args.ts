import { address, flag, oneOf, ports, text, whole } from "../../../spec/fields";
import { linkRoute } from "../../../spec/link-route";
import { anything, args, eitherOf, items, later, like, named, resource, type Shape } from "./shape";

// What the args of the networks look like: whatever a type says of them, as TypeScript alone checks it, and for the programs
// that it does not check. Their values are for the planner to judge.
const network = text("a network, such as 10.233.0.0/16");
const ip = text("an address");
const host = resource("Host");
const mtu = whole(68, 65535);
const transforms = (...kinds: string[]): Shape =>
    args(
        "an object by kind of child",
        Object.fromEntries(kinds.map((kind) => [kind, like("an object of args, or a function of them")])),
    );

const publish = args(
    "a published port, such as { hostPort: 8080, targetPort: 80 }",
    { hostPort: ports, targetPort: ports, protocol: oneOf("tcp", "udp", "sctp"), hostIp: address, localhost: flag },
    "hostPort",
);

const endpoint = args('an endpoint, such as { host: "ubuntu1" }', {
    host: eitherOf(text("the name of a Host"), host),
    name: text("a name"),
    netns: eitherOf(resource("Netns"), later(text("the name of a namespace"))),
    sharedWith: text("the name of another endpoint"),
    address: ip,
    address6: ip,
    mac: text("a MAC address"),
    defaultRoute: flag,
    // Each of them may hold outputs, and is checked with the link that gets it.
    routes: items(
        args("a route", Object.fromEntries(Object.keys(linkRoute.properties).map((key) => [key, anything])), "to"),
    ),
    mtu,
    interface: text("the name of a link"),
    nameService: args("the options of a name service, such as {}", {
        nameservers: anything,
        search: anything,
        options: anything,
        endpoints: flag,
    }),
    publish: items(publish),
});

const endpoints = named("an object of endpoints by name", endpoint);
const endpointTransforms = ["addressPool", "endpoint", "portMapping", "nameService"];
const networkTransforms = [...endpointTransforms, "bridge", "natRule", "sysctl", "forwardRule", "attachmentPoint"];

const common = {
    subnet: network,
    subnet6: network,
    gateway: eitherOf(ip, oneOf(false)),
    gateway6: ip,
    masquerade: flag,
    mtu,
    reachableFrom: items(eitherOf(network, like("a network of this program", "name", "subnet"))),
    slices: items(network),
    allowOverlap: flag,
    endpoints,
};

const hosts = items(
    eitherOf(
        host,
        args(
            "{ host, underlay }",
            {
                name: text("a name"),
                host,
                underlay: later(ip),
                underlay6: later(ip),
                device: later(text("the name of a device")),
                underlayMtu: later(whole(68, 65535)),
            },
            "host",
        ),
    ),
);

export const bridgeNetworkArgs = args(
    "an object of args",
    { ...common, host, internal: flag, isolated: flag, transform: transforms(...networkTransforms) },
    "host",
    "subnet",
);

const overlay = {
    ...common,
    hosts,
    vni: whole(1, 16777215),
    port: whole(1, 65535),
    mode: oneOf("static", "flood", "multicast", "direct"),
    group: ip,
    underlay: oneOf("ipv4", "ipv6"),
    allowFrom: oneOf("peers", "any"),
    leasePrefix: whole(1, 128),
    leasePrefix6: whole(1, 128),
    transform: transforms(...networkTransforms, "vxlanTunnel", "forwarding", "route"),
};
export const tunnelNetworkArgs = args("an object of args", overlay, "hosts", "subnet", "vni");
export const directNetworkArgs = args("an object of args", overlay, "hosts", "subnet");

export const networkReference: Shape = like(
    "a network as another program exports it: export its `reference` there, and give that output",
    "name",
    "subnet",
    "mtu",
    "hosts",
);

export const networkAttachmentArgs = args(
    "an object of args",
    {
        network: later(networkReference),
        hosts,
        slice: network,
        slice6: network,
        endpoints,
        transform: transforms(...endpointTransforms, "forwarding"),
    },
    "network",
    "hosts",
    "slice",
    "endpoints",
);
