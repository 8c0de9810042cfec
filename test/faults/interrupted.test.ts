import { interrupting } from "./interrupting";

interrupting("faults-interrupt", "10.203.6.0/24", [
    { whom: "the CLI", signals: ["SIGKILL"], call: 2, during: "up" },
    { whom: "the provider", signals: ["SIGKILL"], call: 2, during: "destroy" },
]);
