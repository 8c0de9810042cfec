import * as pulumi from "@pulumi/pulumi";

/** Stored with every resource, about as long as the text of the real ones. */
const provider =
    "exports.handler=()=>({check:async(o,n)=>({inputs:n}),create:async(i)=>({id:i.name,outs:i}),diff:async()=>({changes:false})})";

class Noop extends pulumi.CustomResource {
    constructor(name: string, dependsOn: pulumi.Resource[] = []) {
        super("pulumi-nodejs:dynamic/bench:Noop", name, { name, __provider: provider }, { dependsOn });
    }
}

// The shape of examples/overlay: what waits for what is the same.
for (const name of ["ubuntu1", "ubuntu2", "ubuntu3"]) {
    const host = new Noop(name);
    const bridge = new Noop(`${name}-br0`, [host]);
    new Noop(`${name}-vxlan0`, [host, bridge]);
    const netns = new Noop(`${name}-ns1`, [host]);
    const veth = new Noop(`${name}-veth0`, [host, bridge, netns]);
    new Noop(`${name}-forwarding`, [host]);
    new Noop(`${name}-out`, [host]);
    if (name === "ubuntu1") new Noop(`${name}-web`, [host, veth, bridge]);
}
