import { type Interruption, interrupting } from "./interrupting";
import { random } from "./random";

const next = random("interrupted");
const strikes = [
    { whom: "the CLI", signals: ["SIGKILL"] },
    { whom: "the CLI", signals: ["SIGINT"] },
    { whom: "the CLI", signals: ["SIGINT", "SIGINT"] },
    { whom: "the provider", signals: ["SIGKILL"] },
    { whom: "ssh", signals: ["SIGKILL"] },
] as const;

interrupting(
    "soak-interrupt",
    "10.203.7.0/24",
    strikes.flatMap((strike): Interruption[] => [
        { ...strike, call: 1 + Math.floor(next() * 12), during: "up" },
        { ...strike, call: 1 + Math.floor(next() * 4), during: "destroy" },
    ]),
);
