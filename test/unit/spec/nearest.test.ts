import { expect, it } from "vitest";
import { nearest } from "../../../spec/nearest";

const words = ["address", "addresses", "mtu", "macFromAddress", "up", "netns", "neighbors"];

it.each([
    ["adress", "address"],
    ["adresses", "addresses"],
    ["MTU", "mtu"],
    ["mut", "mtu"],
    ["macfromadress", "macFromAddress"],
    ["pu", "up"],
    ["neighbours", "neighbors"],
    ["colour", undefined],
    ["", undefined],
    ["x".repeat(10_000), undefined],
])("%s means %s", (written, meant) => {
    expect(nearest(written, words)).toBe(meant);
});
