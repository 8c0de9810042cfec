import type { Connection } from "./connection";
import { elevated } from "./elevate";
import { type Process, start } from "./process";

/** A shell of this machine. Only it is killed when it is given up, never an operation that it runs. */
export const startLocal = (connection: Connection): Promise<Process> =>
    start("sh", ["-c", elevated(connection.sudo)], { env: process.env, alone: true });
