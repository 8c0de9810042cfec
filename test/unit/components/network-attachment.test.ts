import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import * as hostnet from "../../../sdk";
import { hosts, runProgram } from "./run-program";

const network: hostnet.NetworkReference = {
    name: "blue",
    subnet: "10.233.0.0/16",
    gateway: "10.233.0.1",
    mtu: 1450,
    slices: ["10.233.128.0/20"],
    hosts: {
        ubuntu1: { bridge: "br-1", tunnel: "vx-1", vtep: "172.16.1.11" },
        ubuntu2: { bridge: "br-2", tunnel: "vx-2", vtep: "172.16.1.12" },
    },
};
const attach = (change: object = {}, numbers = [1, 2]) =>
    runProgram(() => {
        const endpoints = { cart: { host: "ubuntu2", publish: [{ hostPort: 8081, targetPort: 80 }] } };
        const args = {
            network: pulumi.output(network),
            hosts: hosts(...numbers),
            slice: "10.233.128.0/24",
            endpoints,
            ...change,
        };
        new hostnet.NetworkAttachment("shop", args);
    });

it("makes its endpoints on the other's bridges, from its slice, and its own entries on every tunnel", async () => {
    const { names, inputs, failures } = await attach();
    expect(failures).toEqual([]);
    expect([...names].sort()).toEqual([
        "AddressPool shop-pool",
        "Endpoint shop-cart",
        "Forwarding shop-ubuntu1-fdb",
        "Forwarding shop-ubuntu2-fdb",
        "Host ubuntu1",
        "Host ubuntu2",
        "NetworkAttachment shop",
        "PortMapping shop-ubuntu2-port-8081-tcp",
    ]);
    expect(inputs("shop-cart")).toMatchObject({
        bridge: "br-2",
        mtu: 1450,
        addresses: ["10.233.128.0/16"],
        routes: [{ to: "default", via: "10.233.0.1" }],
    });
    expect(inputs("shop-ubuntu1-fdb")).toMatchObject({
        tunnel: "vx-1",
        bridge: "br-1",
        forwarding: [{ mac: "02:42:0a:e9:80:00", vtep: "172.16.1.12" }],
        neighbors: [{ address: "10.233.128.0", mac: "02:42:0a:e9:80:00" }],
    });
    expect(inputs("shop-ubuntu2-fdb")).toMatchObject({ forwarding: [], neighbors: [] });
});

it.each([
    [
        { slice: "10.233.0.0/24" },
        [1, 2],
        "slice: 10.233.0.0/24 is not left to others by network blue, whose slices are 10.233.128.0/20",
    ],
    [{}, [1, 2, 3], "hosts: ubuntu3 is not a host of network blue, which has ubuntu1, ubuntu2"],
    [{}, [2], "hosts: network blue is on ubuntu1 too, which is missing here"],
    [
        { endpoints: { cart: { host: "ubuntu2", mtu: 1500 } } },
        [1, 2],
        "endpoints.cart.mtu: 1500 is larger than the network's mtu, 1450",
    ],
    [
        { endpoints: { cart: { host: "ubuntu2", address: "10.233.0.9" } } },
        [1, 2],
        "endpoints.cart.address: 10.233.0.9 is outside the slice 10.233.128.0/24",
    ],
])("refuses %j on hosts %j", async (change, numbers, said) => {
    const { failures, onHosts } = await attach(change, numbers);
    expect(failures.join()).toContain(said);
    expect(onHosts).toEqual([]);
});
