import type { Made, Subject, Values } from "../lab/kinds/subject";

/** What the engine asks of a provider for one resource. */
export type Driven = Pick<Subject, "create" | "diff" | "update" | "read" | "delete">;

/** One resource as the engine keeps it: what a failed operation leaves in the state is what the next one is given. */
export interface Kept {
    /** What stands in the state; nothing before the first success, or partial success. */
    readonly made?: Made;
    /** The state says that the last operation left it half-done, so that the next `up` updates it in any case. */
    readonly halfDone?: boolean;
    /** What the last operation failed with. */
    readonly error?: Error;
}

/** `pulumi up` with one resource in the program. */
export async function up(subject: Driven, { made, halfDone }: Kept, program: Values): Promise<Kept> {
    if (!made) return attempt(undefined, () => subject.create(program));
    const { changes, replaces } = await subject.diff(made, program);
    if (replaces.length > 0) {
        const gone = await destroy(subject, { made });
        return gone.error ? gone : attempt(undefined, () => subject.create(program));
    }
    return changes || halfDone ? attempt(made, () => subject.update(made, program)) : { made };
}

/** `pulumi refresh`. */
export async function refresh(subject: Driven, { made, halfDone }: Kept): Promise<Kept> {
    if (!made) return {};
    const { id, props } = await subject.read(made);
    return id ? { made: { id, outs: props as Values }, halfDone } : {};
}

/** `pulumi destroy`. */
export async function destroy(subject: Driven, { made, halfDone }: Kept): Promise<Kept> {
    if (!made) return {};
    try {
        await subject.delete(made);
        return {};
    } catch (error) {
        return { made, halfDone, error: error as Error };
    }
}

/** A plain error leaves the state as it was; one with properties is Pulumi's partial failure. */
async function attempt(before: Made | undefined, operation: () => Promise<Made>): Promise<Kept> {
    try {
        return { made: await operation() };
    } catch (thrown) {
        const error = thrown as Error & { id?: string; properties?: Values };
        const { properties } = error;
        if (!properties) return { made: before, error };
        return { made: { id: before?.id ?? error.id ?? "", outs: properties }, halfDone: true, error };
    }
}
