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
    strikes.map((strike): Interruption => {
        const during = next() < 0.7 ? "up" : "destroy";
        return { ...strike, call: 1 + Math.floor(next() * (during === "up" ? 12 : 4)), during };
    }),
);
