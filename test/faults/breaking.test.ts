import { breaking } from "./breaking";

breaking("faults-break", { operations: 2, changes: 1 });
