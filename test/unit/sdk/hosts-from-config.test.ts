import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { registered } from "./mocks";

const made = async (hosts: unknown, options?: hostnet.HostsFromConfigOptions) => {
    pulumi.runtime.setAllConfig(hosts === undefined ? {} : { "shop:hosts": JSON.stringify(hosts) });
    return registered(() => hostnet.hostsFromConfig("hosts", options));
};
const one = { name: "ubuntu1", address: "203.0.113.11" };

describe("hosts of the configuration", () => {
    afterEach(() => pulumi.runtime.setAllConfig({}));

    it("are made in its order, with what it says, and told apart by name", async () => {
        const hosts = [
            {
                ...one,
                user: "root",
                port: 2222,
                proxyJump: "admin@bastion",
                underlay: "FD00:0::11",
                device: "eth1",
                underlayMtu: 9000,
            },
            { name: "here", transport: "local" },
        ];
        const { made: list, resources } = await made(hosts, { defaults: { user: "ops", connectTimeoutSeconds: 5 } });
        expect(
            list.map(({ name, underlay, device, underlayMtu }) => ({ name, underlay, device, underlayMtu })),
        ).toEqual([
            { name: "ubuntu1", underlay: "fd00::11", device: "eth1", underlayMtu: 9000 },
            { name: "here", underlay: undefined, device: undefined, underlayMtu: undefined },
        ]);
        expect(resources.get("ubuntu1")?.inputs.host).toEqual({
            name: "ubuntu1",
            address: "203.0.113.11",
            user: "root",
            port: 2222,
            proxyJump: "admin@bastion",
            connectTimeoutSeconds: 5,
        });
        expect(resources.get("here")?.inputs.host).toMatchObject({ transport: "local", user: "ops" });
        expect(list.named("here")).toBe(list[1]?.host);
        expect(() => list.named("ubuntu9")).toThrow("there is no ubuntu9 in shop:hosts; there are ubuntu1, here");
    });

    it("may stand under another key of another namespace", async () => {
        pulumi.runtime.setAllConfig({ "net:machines": JSON.stringify([one]) });
        const { resources } = await registered(() =>
            hostnet.hostsFromConfig("machines", { config: new pulumi.Config("net") }),
        );
        expect([...resources.keys()]).toEqual(["ubuntu1"]);
    });

    it.each<[unknown, string]>([
        [undefined, "the configuration of this stack has no shop:hosts: a list of machines"],
        [[], "hosts: is empty: name at least one machine"],
        [{ ubuntu1: one }, "is not a list of machines"],
        [["ubuntu1"], 'hosts[0]: "ubuntu1" is not a machine with a name and an address'],
        [[one, { name: "ubuntu2" }], 'hosts[1].address: is missing: give it, or transport: "local"'],
        [[{ address: "192.0.2.1" }], "hosts[0].name: is missing"],
        [[{ ...one, name: "a b" }], 'hosts[0].name: "a b" is not 63 characters at most: letters'],
        [[one, { ...one, address: "192.0.2.1" }], "hosts[1].name: ubuntu1 stands twice, at 0 too"],
        [[{ ...one, port: "22" }], 'hosts[0].port: "22" is not a number'],
        [[{ ...one, port: 0 }], "hosts[0].port: 0 is not a whole number from 1 to 65535"],
        [[{ ...one, transport: "telnet" }], 'hosts[0].transport: "telnet" is not one of ssh, local'],
        [[{ ...one, adress: "x" }], "hosts[0]: unknown property adress; did you mean address?"],
        [[{ ...one, name: "_edge", address: "-oX=y" }], 'hosts[0].address: "-oX=y" is not a host name'],
        [[{ ...one, underlay: "10.0.0.1/24" }], 'hosts[0].underlay: "10.0.0.1/24" is not an IP address'],
        [[{ ...one, device: "a;b" }], 'hosts[0].device: "a;b" is not a valid name'],
        [
            [{ ...one, sudo: "yes", user: "" }, { name: "x" }],
            'hosts[0].user: is empty; hosts[0].sudo: "yes" is not true or false',
        ],
    ])("%j are refused with the key that is wrong", async (hosts, message) => {
        await expect(made(hosts)).rejects.toThrow(message);
    });
});
