import type { CheckResult, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { addressPool as table } from "../spec/address-pool";
import { object, parseInputs } from "../spec/schema/inputs";
import { shapeOf } from "../spec/schema/schema";
import { type Given, plan, type Stored } from "./address-plan";
import { failures, filled } from "./check";
import { changedKeys, plain } from "./compare";
import { OperationError } from "./errors";

type Values = Record<string, unknown>;

/** What a program gives: who has what is check's own, and no program's. */
const schema = object(
    shapeOf(
        Object.fromEntries(
            Object.entries(table.properties).filter(([, row]) => !("from" in row && row.from === "check")),
        ),
    ),
);
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
            if (Object.keys(olds).length === 0) anew.set(inputs.owner, inputs);
            else anew.delete(inputs.owner);
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
        delete: async (_id, props: Values = {}) => {
            const next = anew.get(String(props.owner));
            const moved = next && [...movedIn(props, next, ""), ...movedIn(props, next, "6")];
            if (moved?.length) throw stays(String(props.owner), moved);
        },
    };
}

/**
 * Pools that were planned from nothing by this process, which lives for one command. One of these that is to be deleted too is
 * replaced by request (`--replace`, `pulumi state taint`): the engine then plans without what was before.
 */
const anew = new Map<string, Stored>();

/** Who would have another address or prefix afterwards. */
const movedIn = (before: Partial<Stored>, next: Stored, suffix: "" | "6"): string[] =>
    (["addresses", "prefixes"] as const).flatMap((key) => {
        const now = next[`${key}${suffix}`] ?? {};
        return Object.entries(before[`${key}${suffix}`] ?? {})
            .filter(([name, address]) => now[name] !== undefined && now[name] !== address)
            .map(([name, address]) => `${name} from ${address} to ${now[name]}`);
    });

const stays = (owner: string, moved: readonly string[]) =>
    new OperationError(
        `Replacing the address pool ${owner} would renumber ${moved.join(", ")}. Nothing was changed: a pool is on no host, so ` +
            "there is nothing to make anew. Leave it out of --replace, or run `pulumi state untaint` for it.",
    );
