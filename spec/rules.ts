import { nameProblem } from "../naming";
import { list, oneOf, text } from "./fields";
import { named, workedOut } from "./property";

/** With what comes behind it, a chain of iptables has at most 28. */
const maxChain = 20;

/** The name of a resource that has chains of its own: it begins them, and the guards of tunnels begin with `hostnet-`. */
const chainName = text(`a letter, then letters, digits and \`_ . -\`, at most ${maxChain} bytes`, (value) => {
    const problem = value.startsWith("hostnet-")
        ? `${JSON.stringify(value)} begins with hostnet-, as the chains of tunnels do: choose another name`
        : nameProblem(value, maxChain);
    if (problem) throw new Error(problem);
    return value;
});

export const chains = (prefix: string) =>
    ({
        type: chainName,
        meaning: "What its chains on the host begin with.",
        default: named(prefix, maxChain),
        replaces: true,
        word: true,
    }) as const;

export const family = {
    type: oneOf(4, 6),
    meaning: "4 for iptables, 6 for ip6tables: the family of its addresses.",
    default: workedOut("the family of its addresses"),
    from: "check",
    replaces: true,
    word: true,
} as const;

export const rules = {
    type: list(text("`TABLE CHAIN rule`")),
    meaning:
        "The iptables rules, a row each, `TABLE CHAIN rule`; a preview shows them. One that is gone from the host is `missing: TABLE CHAIN rule`, until the next `up`.",
    from: "check",
} as const;
