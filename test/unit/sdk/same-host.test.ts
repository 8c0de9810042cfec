import { expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { runProgram } from "../components/run-program";

const host = (name: string) => new hostnet.Host(name, { address: `${name}.example` });
const bridge = (on: hostnet.Host) => new hostnet.Bridge("br0", { host: on });
const netns = (on: hostnet.Host) => new hostnet.Netns("web", { host: on });

it.each<[string, (here: hostnet.Host, there: hostnet.Host) => unknown, string]>([
    [
        "a property",
        (here, there) => new hostnet.Veth("v", { host: here, master: bridge(there).name, peer: {} }),
        "Veth v: master is that of Bridge br0",
    ],
    [
        "one inside an object",
        (here, there) => new hostnet.Veth("v", { host: here, peer: { netns: netns(there).name } }),
        "Veth v: peer.netns is that of Netns web",
    ],
    [
        "what is made of it",
        (here, there) => new hostnet.Endpoint("e", { host: here, bridge: bridge(there).name.apply((name) => name) }),
        "Endpoint e: bridge is that of Bridge br0",
    ],
])("%s that names a thing of another host is refused, naming both", async (_, make, told) => {
    const { failures, names } = await runProgram(() => make(host("here"), host("there")));
    expect([...new Set(failures)]).toEqual([
        `${told} on host there, and this is on host here: give one of the same host`,
    ]);
    expect(names.filter((name) => /Veth|Endpoint/.test(name))).toEqual([]);
});

it("things of the same host are taken, whichever Host says so, and plain text", async () => {
    const { failures, inputs } = await runProgram(() => {
        const again = new hostnet.Host("again", { name: "here", address: "here.example" });
        new hostnet.Veth("v", { host: host("here"), master: bridge(again).name, peer: { netns: "text" } });
    });
    expect(failures).toEqual([]);
    expect(inputs("v")).toMatchObject({ host: { name: "here" }, peer: { netns: "text" } });
});
