import { interrupting } from "./interrupting";

interrupting("faults-interrupt", "10.203.6.0/24", [
    { whom: "the CLI", signals: ["SIGKILL"], at: () => [2] },
    { whom: "the remote shell", signals: ["SIGKILL"], at: () => [2] },
]);
