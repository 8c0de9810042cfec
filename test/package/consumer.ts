import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { type Pulumi, pulumiEnv } from "../../toolchain/pulumi";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as hostnet from "pulumi-hostnet";

const config = new pulumi.Config();
const host = new hostnet.Host("host1", { address: "host1", sshConfigFile: config.require("sshConfig") });
const br0 = new hostnet.Bridge("br0", { host, name: "br0", addresses: ["10.9.0.1/24"] });
const ns1 = new hostnet.Netns("ns1", { host, name: "ns1" });
const cable = new hostnet.Veth("cable", { host, master: br0.name, peer: { netns: ns1.name, addresses: ["10.9.0.2/24"] } });
export const inside = cable.peer.addresses[0];
export const node = process.version;
`;

/** A project of its own that has the package from a tarball. */
export interface Consumer {
    /** What npm installs there. */
    readonly folder: string;
    install(...packages: string[]): Promise<unknown>;
    /** What the Pulumi CLI prints there; throws with it where the CLI fails. */
    run(...args: string[]): Promise<string>;
}

/** A project in a new folder, run by the Node that is in `node_modules/.../bin` of it, as given, or else by this one. */
export function consumerIn(folder: string, pulumi: Pulumi, nodeBin = ""): Consumer {
    mkdirSync(folder);
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    writeFileSync(join(folder, "package.json"), '{ "name": "shop", "private": true, "main": "index.ts" }\n');
    writeFileSync(
        join(folder, "tsconfig.json"),
        '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2022" } }\n',
    );
    writeFileSync(join(folder, "index.ts"), PROGRAM);
    const path = pulumi.env.PATH ?? process.env.PATH ?? "";
    const env = {
        ...pulumiEnv(join(folder, ".pulumi")),
        ...pulumi.env,
        PATH: nodeBin ? `${join(folder, nodeBin)}${delimiter}${path}` : path,
    };
    return {
        folder,
        install: (...packages) =>
            execa("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", ...packages], {
                cwd: folder,
            }),
        async run(...args) {
            const result = await execa(pulumi.command, args, { cwd: folder, env, reject: false, all: true });
            if (result.exitCode !== 0) throw new Error(`pulumi ${args.join(" ")}: ${result.all}`);
            return result.all;
        },
    };
}
