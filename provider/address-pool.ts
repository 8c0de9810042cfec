import type { CheckResult, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { type Given, plan, type Stored } from "./address-plan";
import { poolShape } from "./address-shape";
import { failures, filled } from "./check";
import { changedKeys, plain } from "./compare";
import { object, parseInputs } from "./inputs";

type Values = Record<string, unknown>;

const schema = object(poolShape);
const stateVersion = 1;

/**
 * A pool of addresses: nothing on any host. All its work is done in `check`, from the inputs that it had before, so that
 * a preview knows every address; the rest only keeps what check said.
 */
export function addressPool(): ResourceProvider {
    const id = (inputs: Values) => `address-pool/${String(inputs.owner)}`;
    const stored = (inputs: Values): Values => plain({ ...inputs, stateVersion });
    return {
        check: async (olds: Values, news: Values): Promise<CheckResult> => {
            const { __provider, ...given } = news;
            const values = filled(given) as Values;
            if (olds.owner) values.owner = olds.owner;
            const parsed = parseInputs(schema, values);
            if ("problems" in parsed) return { inputs: news, failures: failures(parsed.problems) };
            const { inputs, problems } = plan(parsed.inputs as Given, olds as Partial<Stored>);
            return { inputs: plain(inputs), failures: failures(problems) };
        },
        diff: async (_id, olds: Values, news: Values) => {
            const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
                (key) => key !== "__provider" && key !== "stateVersion",
            );
            return { changes: changedKeys(keys, olds, news).length > 0, replaces: [], deleteBeforeReplace: false };
        },
        create: async (inputs: Values) => ({ id: id(inputs), outs: stored(inputs) }),
        read: async (old, props: Values = {}) => {
            const { stateVersion: _, ...inputs } = props;
            return { id: old, props, inputs };
        },
        update: async (_id, _olds, inputs: Values) => ({ outs: stored(inputs) }),
        delete: async () => {},
    };
}
