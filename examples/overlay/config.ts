import * as pulumi from "@pulumi/pulumi";

/** One machine of the overlay. */
export interface Machine {
    /** What the program calls it. */
    name: string;
    /** What ssh calls it: an address, a host name or an alias of ssh_config. */
    address: string;
    /** Its address on the underlay, to which the other machines send their VXLAN packets. */
    underlay: string;
    /** The device that has this address. */
    device?: string;
    user?: string;
    /** A port of this machine that leads to port 80 of its container. */
    publish?: number;
}

const config = new pulumi.Config();

export const machines = config.requireObject<Machine[]>("hosts");
export const subnet = config.get("subnet") ?? "10.233.0.0/16";
export const vni = config.getNumber("vni") ?? 42;
/** The smallest MTU among the devices that carry the tunnels. */
export const underlayMtu = config.getNumber("underlayMtu") ?? 1500;
export const sshConfigFile = config.get("sshConfigFile");
