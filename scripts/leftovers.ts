import { findLabs, labDown } from "../lab";

/** Does something, and then takes down the labs that came up meanwhile: who made them may have been killed. */
export async function withoutLabsLeft<T>(work: () => Promise<T>, isOurs = (_name: string) => true): Promise<T> {
    const names = () => findLabs().map(({ name }) => name);
    const before = new Set(names());
    // Ctrl-C reaches whoever works too; this process cleans up behind it.
    const stay = () => undefined;
    process.on("SIGINT", stay).on("SIGTERM", stay);
    try {
        return await work();
    } finally {
        for (const name of names()) if (!before.has(name) && isOurs(name)) await labDown(name);
        process.off("SIGINT", stay).off("SIGTERM", stay);
    }
}
