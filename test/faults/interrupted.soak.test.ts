import { some } from "./course";
import { type Interruption, interrupting } from "./interrupting";
import { random, seed } from "./random";

const next = random("interrupted");
const victims = ["the CLI", "the provider", "ssh", "the remote shell"] as const;

// A strike takes some fifteen seconds, and at all changes for all victims more than half an hour: so each victim is struck
// at every eleventh change, and eleven soaks with seeds in a row have every change for each.
const calls = (changes: number) => Array.from({ length: changes }, (_, index) => index + 1);
const eleventh = (victim: number) => (changes: number) =>
    calls(changes).filter((call) => (call + victim + seed) % 11 === 0);

interrupting("soak-interrupt", [
    ...victims.map((whom, index): Interruption => ({ whom, signals: ["SIGKILL"], at: eleventh(index) })),
    { whom: "the CLI", signals: ["SIGINT"], at: (changes) => some(next, calls(changes), 2) },
    { whom: "the CLI", signals: ["SIGINT", "SIGINT"], at: (changes) => some(next, calls(changes), 2) },
]);
