import { expect, it } from "vitest";
import { forDemo } from "../../../scripts/for-demo";

it.each([
    [["preview"], ["preview", "--stack", "lab"]],
    [
        ["up", "--yes", "--stack", "lab"],
        ["up", "--yes", "--stack", "lab"],
    ],
    [
        ["up", "--stack=lab"],
        ["up", "--stack=lab"],
    ],
    [
        ["stack", "select", "lab"],
        ["stack", "select", "lab"],
    ],
    [
        ["stack", "export"],
        ["stack", "export"],
    ],
])("npm run pulumi -- %j is about the demo's stack", (args, expected) => {
    expect(forDemo(args)).toEqual(expected);
});

// Their state would go with the demo's.
it.each([
    [["stack", "init", "mine"]],
    [["stack", "init", "--secrets-provider", "passphrase", "mine"]],
    [["stack", "select", "--create", "mine"]],
    [["stack", "rename", "mine"]],
    [["up", "--stack", "mine"]],
    [["up", "-s", "mine"]],
    [["up", "-smine"]],
    [["up", "--stack=mine"]],
    [["login", "s3://states"]],
    [["new"]],
])("npm run pulumi -- %j is refused, and told where a stack of one's own belongs", (args) => {
    expect(() => forDemo(args)).toThrow(/with your own backend and passphrase/);
});
