import { breaking } from "./breaking";

breaking("faults-break", "10.203.3.0/24", { operations: 2, changes: 1 });
