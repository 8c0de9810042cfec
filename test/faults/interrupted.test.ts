import { interrupting } from "./interrupting";

interrupting("faults-interrupt", [
    { whom: "the CLI", signals: ["SIGKILL"], at: () => [2] },
    { whom: "the remote shell", signals: ["SIGKILL"], at: () => [2] },
]);
