import { common } from "./common";
import { address, mtu, name, netnsName, whole } from "./fields";
import { named, table, words } from "./property";

export const probe = table({
    type: "Probe",
    noun: "probe",
    readonly: true,
    meaning:
        "A check that packets get through (ping(8)): `pulumi up` fails where the target does not answer, and `pulumi refresh` finds the probe gone, so that the next `up` asks again. It makes nothing on the host. Let it depend on all that the packets need, both ends of a tunnel above all.",
    example: `
const tunnels = ["172.16.1.11", "172.16.1.12"].map((address, index, all) => {
    const host = new hostnet.Host(\`ubuntu\${index + 1}\`, { address, user: "root" });
    const peers = [all[1 - index] as string];
    const addresses = [\`10.233.0.\${index + 1}/24\`];
    return { host, end: new hostnet.VxlanTunnel(\`vx\${index}\`, { host, vni: 42, local: address, peers, addresses }) };
});
const [one, two] = tunnels as [(typeof tunnels)[0], (typeof tunnels)[0]];
new hostnet.Probe("overlay", { host: one.host, target: "10.233.0.2", mtu: 1450 }, { dependsOn: [one.end, two.end] });`,
    properties: {
        ...common,
        ...words({
            name: {
                type: name(64),
                meaning: "What it is called in messages.",
                default: named("", 64),
                replaces: true,
            },
            target: {
                type: address,
                meaning: "The address that must answer ping.",
                required: true,
                change: "in place: the new one is asked",
            },
            netns: { type: netnsName, meaning: "The namespace to ask from.", absent: "the host's own" },
            mtu: {
                type: mtu,
                meaning: "Ask with packets of this size that must not be divided.",
                absent: "small ones",
            },
            timeoutSeconds: {
                type: whole(1, 30, "seconds"),
                meaning: "How long to wait for an answer; a question goes out every second.",
                default: 5,
            },
        }),
    },
});
