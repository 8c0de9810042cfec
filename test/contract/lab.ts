import { readFileSync } from "node:fs";
import { type Lab, type LabOptions, labDown, labUp } from "../../lab";
import type { Connection } from "../../provider/host/connection";

/** A lab for one test file. */
export const upLab = (name: string, options: LabOptions = {}): Promise<Lab> =>
    labUp({ hosts: 1, ...options, name: `contract-${name}` });

export const downLab = (name: string): Promise<boolean> => labDown(`contract-${name}`);

/** How to reach a host of a lab with its key file. */
export const withKeyFile = (lab: Lab, more: Partial<Connection> = {}): Connection => ({
    ...withoutKey(lab, more),
    identityFile: lab.identityFile,
});

/** The same, without saying which key: it comes from the configuration. */
export function withoutKey(lab: Lab, more: Partial<Connection> = {}): Connection {
    const [host] = lab.hosts;
    if (!host) throw new Error("the lab has no host");
    const { name, address, user, hostKey } = host;
    return { name, address, user, hostKey, ...more };
}

export const privateKey = (lab: Lab): string => readFileSync(lab.identityFile, "utf8");
