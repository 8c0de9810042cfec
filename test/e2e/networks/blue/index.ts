import * as hostnet from "pulumi-hostnet";

const hosts = hostnet.hostsFromConfig(); // stack configuration: a list of machines
const blue = new hostnet.OverlayNetwork("blue", {
    hosts,
    subnet: "10.233.0.0/16",
    vni: 42,
    endpoints: {
        web: { host: "ubuntu1", publish: [{ hostPort: 8080, targetPort: 80 }] },
        db: { host: "ubuntu3", address: "10.233.0.50" },
    },
});
export const address = blue.endpoints.web.address; // typed: only web and db exist
export const plan = blue.plan;
console.log(blue.describe());
