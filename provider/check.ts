import type { CheckResult } from "@pulumi/pulumi/dynamic";
import { object, type Problem, parseInputs } from "../spec/schema/inputs";
import { gathered, spread } from "../spec/schema/unknown";
import { plain } from "./compare";
import { markOfHost, withMark, withoutMark } from "./host-mark";
import type { Common, Kind } from "./kind";
import { connectionProblems } from "./kinds/connection";

type Values = Record<string, unknown>;

/** Without what is null or undefined at any depth: a program that says so means "not given". */
export function filled(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== "object" || value === null) return value;
    const given = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
    return Object.fromEntries(given.map(([key, item]) => [key, filled(item)]));
}

/** One schema a kind and process: zod compiles each when it is first used. */
const schemas = new WeakMap<object, ReturnType<typeof object>>();

function schemaOf(kind: Pick<Kind, "shape">): ReturnType<typeof object> {
    const schema = schemas.get(kind) ?? object(kind.shape);
    schemas.set(kind, schema);
    return schema;
}

/**
 * Canonical inputs, or what is wrong with which property: pure, no host is asked. The owner stays what it was when the
 * resource was made, so that a renamed resource or stack still owns what it made.
 */
export function check<I extends Common, S extends I>(kind: Kind<I, S>, olds: Values, news: Values): CheckResult {
    const { __provider, standsOn, ...all } = news;
    const { given, mark } = withoutMark(filled(all) as Values);
    const values = { ...given };
    if (olds.owner) values.owner = olds.owner;
    const schema = schemaOf(kind);
    const parsed = parseInputs(schema, values);
    if ("problems" in parsed) return { inputs: news, failures: failures(parsed.problems) };
    const inputs = kind.complete(spread(schema, parsed.inputs) as I);
    kind.declare?.(inputs);
    const kept = kind.type === "Host" ? markOfHost(values.owner, olds) : mark;
    // No property of the thing: the engine marks it as unknown where what it stands on is replaced.
    return {
        inputs: plain({ ...withMark(gathered({ ...inputs }, parsed.inputs), kept), standsOn }),
        failures: failures([...connectionProblems(inputs.host), ...kind.problems(inputs)]),
    };
}

/**
 * The reason names the property itself. Given apart, Pulumi says it twice, and of one inside another (`peer.mtu`) that its
 * value is `<nil>`.
 */
export const failures = (problems: readonly Problem[]) =>
    problems.map(({ property, reason }) => ({ property: "", reason: property ? `${property}: ${reason}` : reason }));
