import type { z } from "zod";
import type { Problem } from "../spec/schema/inputs";
import type { MarkedConnection } from "./host/connection";
import type { Command, Step } from "./kernel/command";
import type { Facts } from "./kernel/facts";

/** The inputs that every resource has. */
export interface Common {
    readonly host: MarkedConnection;
    /** `project/stack/name`: whose the thing is; the mark on the host is made of it. */
    readonly owner: string;
    readonly name: string;
    readonly adopt: boolean;
    /** Only as it was found: an operation of ours that was killed made it, and did not come to mark it. */
    readonly unfinished?: boolean;
    /** Only as it was found: what was there before we adopted it, as the note on the host says it. */
    readonly before?: string;
}

/** Questions to ask the host first, and then what to do. */
export interface Plan {
    readonly demands: readonly Command[];
    readonly steps: readonly Step[];
}

/**
 * All that one kind of resource says of itself; `lifecycle.ts` does the rest, the same for every kind.
 * `Inputs` are canonical (what `check` returns). A state is inputs as they are on the host, and what only the host knows.
 */
export interface Kind<Inputs extends Common = Common, State extends Inputs = Inputs> {
    readonly type: string;
    /** What a user calls it in a sentence: "bridge". */
    readonly noun: string;
    /** There is nothing to make or remove: creating and updating it are a look, deleting it asks nobody. */
    readonly readonly?: true;
    /** Of what is only looked at: what this process knows of it goes with it. */
    forget?(inputs: Inputs): void;
    /** The schema of the inputs, property by property. */
    readonly shape: z.ZodRawShape;
    /** Fills in what follows from other properties; must leave alone what is there or not known yet. */
    complete(inputs: Inputs): Inputs;
    /** What is wrong between properties that are each right. */
    problems(inputs: Inputs): Problem[];
    /** Properties whose change needs delete-then-create, as dotted paths; another host always does. */
    readonly replaces: readonly string[];
    /**
     * Properties that name what it stands on and goes down with: where that is replaced, so is this, though the name stays the
     * same. Only names that are known in every preview, as what is unknown counts as replaced.
     */
    readonly standsOn?: readonly string[];
    /** What it is on its host, `link/br0`: with the host's name, the resource's id. */
    identity(inputs: Inputs): string;
    /** What a refusal calls a thing that is somebody else's, where its name does not tell; default the name. */
    called?(seen: State): string;
    /**
     * Commands that print what is there (see kernel/scripts/looks.sh). Before a change `wanted` tells what else will be
     * there, for who sees only what he names: what could not be undone must not pass for nothing.
     */
    look(inputs: Inputs, wanted?: Inputs): Command[];
    /** What a look found, in terms of the inputs; undefined for nothing; throws `Taken` for another kind of thing. */
    parse(facts: Facts, owned: Inputs): State | undefined;
    /** Why nothing is there, as far as a look tells, for who only looks and did not find it. */
    missing?(facts: Facts, owned: Inputs): string;
    /** What `pulumi refresh` says of a change beside showing it, in one line. */
    notice?(before: State, now: State): string | undefined;
    /** What a user should know of what was seen, though it is no error. */
    warnings?(seen: State, facts: Facts): readonly string[];
    /** Of what the program wants, as `check` has it: what others may go by before it is made. */
    declare?(inputs: Inputs): void;
    /** What was adopted is there again once ours is gone, by a note of its own. */
    readonly givesBack?: true;
    /** From what is there to what is wanted; `known` where it is in the state already. */
    converge(seen: State | undefined, wanted: Inputs, known?: boolean): Plan;
    /** From what is there to nothing. */
    remove(seen: State): Plan;
}

/** The name is taken by something that we did not make and would not adopt. */
export class Taken extends Error {
    override readonly name = "Taken";
}
