import * as pulumi from "@pulumi/pulumi";
import * as hostnet from "pulumi-hostnet";

const config = new pulumi.Config();
const names = config
    .require("machines")
    .split(",")
    .map((name) => name.trim());

// Users, keys and jump hosts stand in ssh_config, or in the stack's configuration: see `hostsFromConfig`.
const hosts = names.map(
    (name) => new hostnet.Host(name, name === "local" ? { transport: "local" } : { address: name }),
);
const [first] = hosts;
const last = hosts[hosts.length - 1];

const network = new hostnet.OverlayNetwork(pulumi.getProject(), {
    hosts,
    subnet: config.require("subnet"),
    vni: 42,
    endpoints: {
        web: { host: first, publish: [{ hostPort: 8080, targetPort: 80 }] },
        db: { host: last },
    },
});

export const address = network.endpoints.web.address;
export const plan = network.plan;
