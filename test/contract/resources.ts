import type { Connection } from "../../provider/host/connection";
import * as hostnet from "../../sdk";
import { registered } from "../unit/sdk/mocks";
import type { Values } from "./engine";

/** What the sdk registers with Pulumi for each resource of a program, by logical name: stack `dev` of project `shop`. */
export async function inputsOf(
    connection: Connection,
    program: (host: hostnet.Host) => void,
): Promise<Record<string, Values>> {
    const { name, ...args } = connection;
    const { resources } = await registered(() => program(new hostnet.Host(name, args)));
    return Object.fromEntries([...resources].map(([logical, { inputs }]) => [logical, inputs as Values]));
}

/** The inputs of one bridge. */
export async function bridge(
    connection: Connection,
    args: Omit<hostnet.BridgeArgs, "host"> = {},
    logical = "br",
): Promise<Values> {
    const all = await inputsOf(connection, (host) => new hostnet.Bridge(logical, { host, ...args }));
    return all[logical] as Values;
}
