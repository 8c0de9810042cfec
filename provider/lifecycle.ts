import { setTimeout as pause } from "node:timers/promises";
import type {
    CheckResult,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { parted, stamped } from "../naming";
import { isUnknown } from "../spec/schema/unknown";
import { check } from "./check";
import { changedKeys, changedPaths, plain } from "./compare";
import { ensure, type Found, look } from "./ensure";
import { bothFailed, letGo, PartialError } from "./errors";
import { type Session, sessionFor } from "./host";
import { printable } from "./host/printable";
import { prelude } from "./kernel/prelude";
import type { Common, Kind } from "./kind";
import { settings } from "./settings";

type Values = Record<string, unknown>;

/** The shape of a state; those of before are read for good (test/contract/states). */
const stateVersion = 2;

/** What every state holds beside inputs and facts: which shape it has, and how an operation recognises the thing. */
interface Bookkeeping {
    readonly stateVersion: typeof stateVersion;
    readonly __fingerprint: string;
    /** Names of what it stands on (sdk/standing.ts). */
    readonly standsOn?: unknown;
    /** Inputs of updates that failed and could not be undone: what only they name may be there too. */
    readonly __tried?: readonly Values[];
}

const triedIn = (values: Values): readonly Values[] => (values.__tried as readonly Values[] | undefined) ?? [];

/** A fingerprint that nothing has: the next operation looks before it acts. */
const unrecognised = "look-again";

/** Before a warning: what it asks for may be in the same program, which Pulumi has not yet told us all of. */
const meanwhileMs = 500;

/** Pulumi's six methods, the same for every kind. check and diff are pure; each of the others is one round trip. */
export function lifecycle<I extends Common, S extends I>(kind: Kind<I, S>): ResourceProvider {
    const keys = Object.keys(kind.shape);
    const inputsOf = (values: object): I =>
        Object.fromEntries(
            Object.entries(values).filter(([key, value]) => keys.includes(key) && value !== undefined),
        ) as unknown as I;
    const idOf = (inputs: I) => `${inputs.host.name}/${kind.identity(inputs)}`;
    /** Under the whole mark, as only the host knows it. */
    const marked = <V extends I>(inputs: V): V => ({ ...inputs, owner: stamped(inputs.owner, inputs.host.mark) });
    /** Ours as the program has it; a stranger's as its mark says. */
    const ownedBy = ({ owner, host }: S): { owner: string } => {
        const { owner: name, state } = parted(owner);
        return { owner: state === (host.mark ?? "") ? name : owner };
    };
    const sessionOf = (inputs: I): Session => sessionFor(inputs.host, settings(), prelude);
    const isGone = (inputs: I): boolean => settings().gone?.includes(inputs.host.name) === true;
    const stateOf = ({ state, fingerprint, warnings }: Found<S>, { standsOn }: Values): Values & Bookkeeping => {
        // What the dynamic-provider process prints, Pulumi shows among its diagnostics.
        for (const text of warnings?.() ?? []) console.warn(printable(`warning: ${kind.noun} ${state.name}: ${text}`));
        return plain({
            ...(state as object),
            ...ownedBy(state),
            stateVersion,
            __fingerprint: fingerprint,
            standsOn,
        });
    };
    /** What was tried, with these inputs too: an update may fail more than once. */
    const triedToo = (olds: Values, inputs: I): readonly object[] => [
        ...triedIn(olds).filter((known) => changedKeys(keys, known, { ...inputs }).length > 0),
        { ...inputs },
    ];
    const foundIn = (values: Values): Found<S> => ({
        state: marked(values as unknown as S),
        fingerprint: String(values.__fingerprint ?? unrecognised),
    });

    /** Makes the inputs true; where there is nothing to make, looks. */
    const make = (believed: Found<S> | undefined, inputs: I): Promise<Found<S> | undefined> =>
        kind.readonly
            ? look(kind, sessionOf(inputs), marked(inputs), true)
            : ensure(kind, sessionOf(inputs), believed, marked(inputs));

    /** Runs an operation; what could not be undone becomes Pulumi's partial failure, so that the next `up` repairs it. */
    const settled = async (
        raw: Values,
        inputs: I,
        operation: Promise<Found<S> | undefined>,
        olds?: Values,
    ): Promise<Values & Bookkeeping> => {
        try {
            const found = (await operation) as Found<S>;
            if (!kind.readonly && found.warnings?.().length) await pause(meanwhileMs);
            return stateOf(found, raw);
        } catch (error) {
            if (!(error instanceof PartialError)) throw error;
            // The server does not add __provider to these properties: raw still carries it.
            const properties = {
                ...raw,
                ...(olds ? { ...olds, __tried: triedToo(olds, inputs) } : inputs),
                stateVersion,
                __fingerprint: unrecognised,
            };
            throw Object.assign(error, { id: idOf(inputs), properties, reasons: [error.message] });
        }
    };

    /**
     * What was read, under the old fingerprint where nothing else differs: a look also sees what others may change, as a route
     * over our link, and that is no drift. The next operation then looks once more before it acts.
     */
    const recognised = (olds: Values, read: Values & Bookkeeping): Values => {
        const known = Object.keys({ ...olds, ...read }).filter((key) => !key.startsWith("__") || key === "__tried");
        const same = olds.__fingerprint !== unrecognised && changedKeys(known, olds, read).length === 0;
        return same ? { ...read, __fingerprint: olds.__fingerprint } : read;
    };

    /** Of which it was told that they fall with what they stand on: nothing else that Pulumi shows does. */
    const fell = new Set<string>();
    const tellFallen = (id: string, olds: Values): void => {
        const under = kind.standsOn?.map((key) => `${key} ${olds[key]}`).join(" and ");
        if (!under || fell.has(id)) return;
        fell.add(id);
        console.log(printable(`${kind.noun} ${olds.name} goes down with its ${under}, and is replaced with it.`));
    };

    return {
        configure: settings.configure,

        check: async (olds: Values, news: Values): Promise<CheckResult> => check(kind, olds, news),

        diff: async (id, olds: Values, news: Values): Promise<DiffResult> => {
            const changed = changedKeys(keys, olds, news);
            // The engine asks what falls with a thing that it replaces, with all that is taken of that unknown.
            const fallen = [...(kind.standsOn ?? []), "standsOn"].filter((key) => isUnknown(news[key]));
            if (fallen.length > 0) tellFallen(id, olds);
            const replaces = [...changedPaths(["host.name", ...kind.replaces], olds, news), ...fallen];
            return {
                changes: changed.length > 0,
                replaces: [...new Set(replaces.map((path) => path.split(".")[0] as string))],
                deleteBeforeReplace: true,
            };
        },

        create: async (raw: Values): Promise<CreateResult> => {
            const inputs = inputsOf(raw);
            if (isGone(inputs)) throw letGo(`Creating ${kind.noun} ${inputs.name}`, inputs.host.name);
            const outs = await settled(raw, inputs, make(undefined, inputs));
            return { id: idOf(inputs), outs };
        },

        update: async (_id, olds: Values, raw: Values): Promise<UpdateResult> => {
            const inputs = inputsOf(raw);
            if (isGone(inputs)) throw letGo(`Updating ${kind.noun} ${inputs.name}`, inputs.host.name);
            const changed = changedKeys(keys, olds, { ...inputs });
            // How to reach the host and what only deleting would ask need no look at the host.
            const onlyReach =
                !kind.readonly && changed.length > 0 && changed.every((key) => key === "host" || key === "adopt");
            const sameMark = (olds.host as I["host"] | undefined)?.mark === inputs.host.mark;
            if (onlyReach && sameMark && olds.__fingerprint !== unrecognised)
                return { outs: plain({ ...olds, ...inputs, standsOn: raw.standsOn }) };
            const all = [...triedIn(olds).map((values) => foundIn({ ...values })), foundIn(olds)];
            const converged = all.reduce<Promise<Found<S> | undefined>>(
                (before, believed) => before.then(() => make(believed, inputs)),
                Promise.resolve(undefined),
            );
            return { outs: await settled(raw, inputs, converged, olds) };
        },

        read: async (id, props: Values): Promise<ReadResult> => {
            const owned = inputsOf(props);
            if (isGone(owned)) return {};
            const found = await look(kind, sessionOf(owned), marked(owned));
            // Somebody else's thing under our name: ours is gone.
            if (!found || (found.state.owner !== marked(owned).owner && found.state.owner !== "")) return {};
            const notice = kind.notice?.(foundIn(props).state, found.state);
            // The engine shows what the process prints as a diagnostic.
            if (notice) console.log(printable(notice));
            const tried = triedIn(props);
            const outs = { ...stateOf(found, props), ...(tried.length > 0 && { __tried: tried }) };
            return {
                id,
                props: recognised(props, outs),
                inputs: plain({ ...inputsOf(outs), standsOn: props.standsOn }),
            };
        },

        delete: async (_id, props: Values): Promise<void> => {
            const owned = inputsOf(props);
            kind.forget?.(owned);
            if (kind.readonly || isGone(owned)) return;
            // Back to what the state says, so that nothing is left of what it does not say; or straight to nothing.
            for (const values of triedIn(props)) {
                const found = foundIn({ ...values });
                await ensure(kind, sessionOf(owned), found, marked(owned)).catch((first: Error) =>
                    ensure(kind, sessionOf(owned), found, undefined).catch((last) => bothFailed(first, last)),
                );
            }
            await ensure(kind, sessionOf(owned), foundIn(props), undefined);
        },
    };
}
