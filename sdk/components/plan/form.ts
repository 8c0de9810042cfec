import { notNumber, show, unknownProperty } from "../../../spec/words";
import { type Args, formOf, type Shape } from "./shape";

/** All that is wrong with the form of a value, each with the place where it stands: `endpoints.web.publish[0].targetPort: …`. */
export function formProblems(shape: Shape, value: unknown, at = ""): string[] {
    const wrong = (reason: string) => [at === "" ? reason : `${at}: ${reason}`];
    const isNot = (form: string) => wrong(`${shown(value)} is not ${form}`);
    if (shape.type === "any") return [];
    if (isOutput(value))
        return takesOutputs(shape)
            ? []
            : wrong(
                  "is an output, whose value is known only once resources are made: give a plain one, as from the configuration",
              );
    switch (shape.type) {
        case "text":
            if (typeof value !== "string" && !(shape.numbers && typeof value === "number"))
                return isNot(shape.numbers ? shape.form : "a string");
            return refusal(() => shape.canonical(String(value))).flatMap(wrong);
        case "whole":
            if (typeof value !== "number") return wrong(notNumber(isObject(value) ? shown(value) : value));
            return Number.isInteger(value) && value >= shape.least && value <= shape.most
                ? []
                : isNot(`a whole number from ${shape.least} to ${shape.most}`);
        case "flag":
            return typeof value === "boolean" ? [] : isNot("true or false");
        case "oneOf":
            return shape.values.some((item) => item === value) ? [] : isNot(`one of ${shape.values.join(", ")}`);
        case "items":
            if (!Array.isArray(value)) return isNot("a list");
            return value.flatMap((item, index) => formProblems(shape.of, item, `${at}[${index}]`));
        case "named":
            if (!isObject(value)) return isNot(shape.form);
            return Object.entries(value).flatMap(([key, item]) => formProblems(shape.of, item, inside(at, key)));
        case "args":
            return isObject(value) && !isResource(value) ? argsProblems(shape, value, at) : isNot(shape.form);
        case "resource":
            if (isResource(value, shape.kind)) return [];
            return isNot(`a ${shape.kind}: give the resource, as new hostnet.${shape.kind}(…) returns it`);
        case "like":
            return resembles(shape, value) ? [] : isNot(shape.form);
        case "later":
            return formProblems(shape.of, value, at);
        case "eitherOf": {
            // The one that it is meant for says what is wrong with it.
            const meant = shape.shapes.find((item) => resembles(item, value));
            return meant ? formProblems(meant, value, at) : isNot(formOf(shape));
        }
    }
}

function argsProblems({ args, required }: Args, value: object, at: string): string[] {
    const given = Object.entries(value).filter(([, item]) => item !== undefined);
    const missing = required.filter((key) => !given.some(([other]) => other === key));
    return [
        ...missing.map((key) => `${inside(at, key)}: is missing: give ${formOf(args[key] as Shape)}`),
        ...given.flatMap(([key, item]) => {
            const shape = Object.hasOwn(args, key) ? args[key] : undefined;
            if (shape) return formProblems(shape, item, inside(at, key));
            return [`${at === "" ? "" : `${at}: `}${unknownProperty(key, Object.keys(args))}`];
        }),
    ];
}

const inside = (at: string, key: string): string => (at === "" ? key : `${at}.${key}`);

function refusal(check: () => unknown): string[] {
    try {
        check();
        return [];
    } catch (error) {
        return [(error as Error).message];
    }
}

const isObject = (value: unknown): value is object =>
    typeof value === "object" && value !== null && !Array.isArray(value);

// By their marks, since a program may have Pulumi, or this package, twice.
const isResource = (value: unknown, kind?: string): boolean =>
    isObject(value) &&
    "__pulumiResource" in value &&
    (kind === undefined || ("__pulumiType" in value && String(value.__pulumiType).endsWith(`hostnet:${kind}`)));

const isOutput = (value: unknown): boolean =>
    isObject(value) && !isResource(value) && ("__pulumiOutput" in value || value instanceof Promise);

const takesOutputs = (shape: Shape): boolean =>
    shape.type === "later" || (shape.type === "eitherOf" && shape.shapes.some(takesOutputs));

/** Whether a value is of the sort that a shape takes, right or wrong. */
function resembles(shape: Shape, value: unknown): boolean {
    switch (shape.type) {
        case "later":
            return resembles(shape.of, value);
        case "text":
            return typeof value === "string" || (shape.numbers === true && typeof value === "number");
        case "oneOf":
            return shape.values.some((item) => typeof item === typeof value);
        case "args":
            return isObject(value) && !isResource(value);
        case "like":
            return (isObject(value) || typeof value === "function") && shape.has.every((key) => key in value);
        default:
            return formProblems(shape, value).length === 0;
    }
}

/** A value in an error: what it is, rather than all that is in it. */
function shown(value: unknown): string {
    if (typeof value === "function") return "a function";
    if (Array.isArray(value)) return "a list";
    if (isResource(value)) return "a resource";
    return isObject(value) ? "an object" : show(value);
}
