import * as pulumi from "@pulumi/pulumi";
import * as hostnet from "pulumi-hostnet";

const config = new pulumi.Config();

// The same machines under the same names: each has to be told where the endpoints are.
const hosts = hostnet.hostsFromConfig("hosts", {
    defaults: { sshConfigFile: config.get("sshConfigFile") },
});

// The stack that exports its network, such as organization/environments/lab.
const platform = new pulumi.StackReference(config.require("network"));

const jobs = new hostnet.NetworkAttachment("jobs", {
    network: platform.requireOutput("network"),
    hosts,
    slice: config.require("slice"),
    endpoints: { worker: { host: config.require("worker") } },
});

export const address = jobs.endpoints.worker.address;
export const plan = jobs.plan;
export const namespaces = { worker: jobs.endpoints.worker.netns };
