import { breaking } from "./breaking";

// Most operations have no more changes than that; with all of a tunnel's the soak takes twice as long.
breaking("soak-break", { operations: 4, changes: 8 });
