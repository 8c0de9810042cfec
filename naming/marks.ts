import { ownerMark } from "./names";

/** Who an alias says owns a thing: the owner we ask for, another one, or "" for no mark of ours. */
export function ownerIn(alias: string, asked: string): string {
    if (alias === ownerMark(asked)) return asked;
    return alias.startsWith("hostnet:") ? alias.slice("hostnet:".length) : "";
}
