import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { z } from "zod";
import { flag, object, parseInputs } from "../spec/schema/inputs";
import type { Override, Settings } from "./host/session";
import { connectionShape } from "./kinds/connection";

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
                current = { privateKey: config.get("hostnet:privateKey"), ...hostsIn(config.get("hostnet:hosts")) };
            } catch (error) {
                problem = error as Error;
                throw error;
            }
        },
    },
);

const { name: _, ...reach } = connectionShape;
const override = Object.fromEntries(
    Object.entries(reach).map(([field, schema]) => [field, (schema as z.ZodType).nullable()]),
);
const schema = z.record(z.string(), object({ ...override, gone: flag.optional() }), { error: "is no object of hosts" });

/** Which hosts are reached otherwise than their resources say, and which are not reached any more. */
function hostsIn(text: string | undefined): Pick<Settings, "hosts" | "gone"> {
    if (!text) return {};
    const parsed = parseInputs(schema, fromJson(text));
    if ("problems" in parsed) {
        const all = parsed.problems.map(({ property, reason }) => (property ? `${property}: ${reason}` : reason));
        throw new Error(`the configuration hostnet:hosts cannot be used: ${all.join("; ")}`);
    }
    const rows = Object.entries(parsed.inputs).map(([name, { gone, ...way }]) => ({ name, gone, way }));
    return {
        hosts: Object.fromEntries(rows.map(({ name, way }) => [name, way as Override])),
        gone: rows.filter(({ gone }) => gone === true).map(({ name }) => name),
    };
}

function fromJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new Error('the configuration hostnet:hosts is not JSON like {"host1": {"address": "192.0.2.7"}}');
    }
}
