import { ownerMark } from "./names";

/** Between an owner and the mark of its state, as it stands on the host too: no name that a mark holds has it. */
const seam = "@state:";
const prefix = "hostnet:";

/** An owner together with what tells its state from every other one, where there is that (see docs/ownership.md). */
export const stamped = (owner: string, state: string | undefined): string =>
    state ? `${owner}${seam}${state}` : owner;

/** An owner and the mark of its state, apart. */
export function parted(owner: string): { readonly owner: string; readonly state: string } {
    const at = owner.lastIndexOf(seam);
    return at < 0 ? { owner, state: "" } : { owner: owner.slice(0, at), state: owner.slice(at + seam.length) };
}

/** The mark of an owner as it stands on the host: `hostnet:shop/dev/web@state:k3f9x2`. */
export function markOf(whole: string): string {
    const { owner, state } = parted(whole);
    return stamped(ownerMark(owner), state);
}

/** Who an alias says owns a thing: the owner we ask for, another one, or "" for no mark of ours. */
export function ownerIn(alias: string, asked: string): string {
    if (alias === markOf(asked)) return asked;
    return alias.startsWith(prefix) ? alias.slice(prefix.length) : "";
}
