import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { z } from "zod";
import type { Settings } from "./host/session";
import { object, parseInputs } from "./inputs";
import { connectionShape } from "./kinds/fields";

let current: Settings = {};
let problem: Error | undefined;

/** What the stack's configuration says about reaching hosts; throws where it cannot be understood. */
export const settings = Object.assign(
    (): Settings => {
        if (problem) throw problem;
        return current;
    },
    {
        /**
         * Reads `hostnet:privateKey` and `hostnet:hosts`. Synchronous to its end: the dynamic provider hands out a
         * provider whose configure is still running, or has failed. So what is wrong is told here and kept for the rest.
         */
        configure: async ({ config }: ConfigureRequest): Promise<void> => {
            problem = undefined;
            try {
                current = { privateKey: config.get("hostnet:privateKey"), hosts: hostsIn(config.get("hostnet:hosts")) };
            } catch (error) {
                problem = error as Error;
                throw error;
            }
        },
    },
);

const { name: _, ...reach } = connectionShape;
const schema = z.record(z.string(), object(reach), { error: "is no object of hosts" });

function hostsIn(text: string | undefined): Settings["hosts"] {
    if (!text) return undefined;
    const parsed = parseInputs(schema, fromJson(text));
    if ("inputs" in parsed) return parsed.inputs;
    const all = parsed.problems.map(({ property, reason }) => (property ? `${property}: ${reason}` : reason));
    throw new Error(`the configuration hostnet:hosts cannot be used: ${all.join("; ")}`);
}

function fromJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new Error('the configuration hostnet:hosts is not JSON like {"host1": {"address": "192.0.2.7"}}');
    }
}
