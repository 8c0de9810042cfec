import { changedKeys, differences } from "./compare";
import { failure, OperationError, PartialError, refusal, restless, unclear, unreadable, vain } from "./errors";
import { AnswerLost, type Session } from "./host";
import { fingerprint, isPresent, parseFacts } from "./kernel/facts";
import { type Outcome, parseOutcome, renderLook, renderOperation } from "./kernel/operation";
import { type Common, type Kind, type Plan, Taken } from "./kind";
import { belongsTo, isRemarked } from "./whose";

/** What is there, and the fingerprint under which a later operation finds it again. */
export interface Found<S> {
    readonly state: S;
    readonly fingerprint: string;
    /** What a user should know of what a look saw, as far as this process knows by now. */
    warnings?(): readonly string[];
}

/** Between looking and acting somebody may change things; this often we plan anew before giving up. */
const attempts = 4;

/** The exit status of a look or a demand that says no (kernel/scripts/operation.sh). */
const refused = 65;

const sentence = <I extends Common, S extends I>(kind: Kind<I, S>, verb: string, inputs: I): string =>
    `${verb} ${kind.noun} ${inputs.name}`;

/** What a look found. Where nothing is wanted, a stranger under our name means that ours is gone. */
function read<I extends Common, S extends I>(
    kind: Kind<I, S>,
    text: string,
    owned: I,
    wanted: boolean,
): Found<S> | undefined {
    if (!isPresent(text)) return undefined;
    try {
        const facts = parseFacts(text);
        const state = kind.parse(facts, owned);
        return state && { state, fingerprint: fingerprint(text), warnings: () => kind.warnings?.(state, facts) ?? [] };
    } catch (error) {
        if (error instanceof Taken && !wanted) return undefined;
        if (error instanceof Taken || error instanceof OperationError) throw error;
        throw unreadable(sentence(kind, "Reading", owned), owned.host.name, error as Error);
    }
}

async function ask(session: Session, host: string, script: string, options?: { lock: boolean }): Promise<Outcome> {
    const answer = await session.run(script, options);
    const outcome = parseOutcome(answer.output);
    // A look that says no, because the host is not fit for it, is a refusal like any other.
    if (outcome)
        return outcome.kind === "unclear" && outcome.status === refused && outcome.step === 0
            ? { ...outcome, kind: "refused" }
            : outcome;
    if (answer.overdue)
        throw new PartialError(
            "the operation did not end before the deadline (operationTimeoutSeconds) and was stopped; the next `pulumi up` looks what it had done.",
        );
    const said = `${answer.output}\n${answer.said}`.trim() || "nothing";
    const ended = `the shell that ran it ended with status ${answer.status} and said ${said}`;
    throw new AnswerLost(host, ended);
}

/** What is there now: one round trip that changes nothing. What is `demanded` and not there is refused with what was seen. */
export async function look<I extends Common, S extends I>(
    kind: Kind<I, S>,
    session: Session,
    owned: I,
    demanded = false,
): Promise<Found<S> | undefined> {
    const outcome = await ask(session, owned.host.name, renderLook(kind.look(owned)), { lock: false });
    if (outcome.kind === "refused")
        throw refusal(sentence(kind, "Reading", owned), owned.host.name, outcome, owned.owner);
    if (outcome.kind !== "seen") throw unclear(sentence(kind, "Reading", owned), owned.host.name, outcome);
    const found = read(kind, outcome.seen, owned, false);
    if (demanded && !found) {
        const why = kind.missing?.(parseFacts(outcome.seen), owned) ?? "";
        throw refusal(sentence(kind, "Creating", owned), owned.host.name, { ...outcome, why }, owned.owner);
    }
    return found;
}

/**
 * Makes the wanted thing, or nothing, true: one round trip where the host is as `believed` says, one more for each time
 * it is not. A lost answer is looked up, never repeated blindly.
 */
export async function ensure<I extends Common, S extends I>(
    kind: Kind<I, S>,
    session: Session,
    believed: Found<S> | undefined,
    wanted: I | undefined,
): Promise<Found<S> | undefined> {
    const progress = { acted: false };
    try {
        return await attempt(kind, session, believed, wanted, progress);
    } catch (error) {
        // What may be there has to be in the state, or a destroy would leave it behind; a stranger's thing must not be.
        if (progress.acted && !(error instanceof Taken) && !(error instanceof PartialError))
            throw new PartialError((error as Error).message);
        throw error;
    }
}

async function attempt<I extends Common, S extends I>(
    kind: Kind<I, S>,
    session: Session,
    believed: Found<S> | undefined,
    wanted: I | undefined,
    /** Whether an attempt changed something, or may have: then undoing the last one does not bring back the first look. */
    progress: { acted: boolean },
): Promise<Found<S> | undefined> {
    const subject = (wanted ?? believed?.state) as I;
    const what = sentence(kind, wanted ? (believed ? "Updating" : "Creating") : "Deleting", subject);
    const host = subject.host.name;
    let owned: I = believed?.state ?? subject;
    let seen = believed;
    /** As it was before any step of ours. */
    let before = believed?.state;
    let done = false;
    let lost: AnswerLost | undefined;
    for (let count = 0; count < attempts; count++) {
        if (seen && !mayTouch(kind, seen.state, wanted, believed?.state)) return undefined;
        const plan = planFor(kind, seen?.state, wanted, believed !== undefined);
        let outcome: Outcome;
        try {
            outcome = await ask(
                session,
                host,
                renderOperation({
                    expected: seen?.fingerprint ?? "",
                    look: kind.look(owned, wanted),
                    ...plan,
                    settle: kind.look(subject),
                }),
            );
        } catch (error) {
            if (!(error instanceof AnswerLost)) throw error;
            progress.acted = true;
            lost = error;
            // The same again is not blind: it waits for what still runs, and changes nothing where it does not find what it expects.
            continue;
        }
        lost = undefined;
        switch (outcome.kind) {
            case "differs":
                seen = read(kind, outcome.seen, owned, wanted !== undefined);
                if (!seen && !wanted) return undefined;
                if (!done) before = seen?.state;
                continue;
            case "refused":
                throw refusal(what, host, outcome, subject.owner);
            case "failed": {
                const command = plan.steps[Math.min(outcome.at, plan.steps.length - 1)]?.run.words.join(" ") ?? "";
                const now = isPresent(outcome.seen) ? fingerprint(outcome.seen) : "";
                throw failure(what, host, command, outcome, !progress.acted && now === (seen?.fingerprint ?? ""));
            }
            case "done": {
                const acted = progress.acted;
                // Until it is known what became of it.
                progress.acted ||= plan.steps.length > 0;
                const found = read(kind, outcome.seen, subject, wanted !== undefined);
                if (wanted ? found && changedKeys(madeTrue(kind), found.state, wanted).length === 0 : !found)
                    return found;
                // What was adopted is as it was found.
                if (!wanted && (kind.givesBack || seen?.state.before) && found?.state.owner === "") return undefined;
                progress.acted = acted;
                seen = found;
                done = true;
                // From here on it is looked at as what it was to become: what that look sees beyond the old one is to change too.
                owned = subject;
                progress.acted = true;
                continue;
            }
            default:
                throw unclear(what, host, outcome);
        }
    }
    if (lost) throw lost;
    if (!done) throw restless(what, host, attempts);
    const rest =
        wanted && seen
            ? differences(madeTrue(kind), before, seen.state, wanted)
            : `it is ${seen ? "still" : "not"} there`;
    throw vain(what, host, rest, attempts);
}

/** How the host is reached is not made true there. */
const madeTrue = ({ shape }: Pick<Kind, "shape">): string[] => Object.keys(shape).filter((key) => key !== "host");

/** Where nothing is wanted, something is there: a look that finds nothing ends a removal. */
const planFor = <I extends Common, S extends I>(
    kind: Kind<I, S>,
    seen: S | undefined,
    wanted: I | undefined,
    known: boolean,
): Plan => (wanted ? kind.converge(seen, wanted, known) : kind.remove(seen as S));

/**
 * Whether what is there may be changed: false where ours is gone and a stranger has its name, which a delete leaves
 * alone. Where something is wanted, a stranger is refused unless it is to be adopted. Something of ours whose mark was
 * taken away by hand is in our state, so `up` marks it again; but what carries no mark is never deleted.
 */
function mayTouch<I extends Common, S extends I>(
    kind: Kind<I, S>,
    seen: S,
    wanted: I | undefined,
    believed: S | undefined,
): boolean {
    const owner = (wanted ?? believed)?.owner;
    // Its mark changes in an update of a state from before marks named their state.
    const known = seen.owner !== "" && (seen.owner === owner || seen.owner === believed?.owner);
    if (seen.unfinished || known) return true;
    // Of what is given back the mark goes first, and the note last.
    if (!wanted && believed && seen.owner === "" && seen.before !== undefined) return true;
    if (wanted && (wanted.adopt || (believed && seen.owner === ""))) return true;
    const there = `${kind.noun} ${kind.called?.(seen) ?? seen.name} on host ${seen.host.name}`;
    if (!wanted && believed && isRemarked(seen.owner, believed.owner))
        throw new Taken(
            `${there} belongs to ${seen.owner}, and this state knows it without what is behind the @: an update that was cut off may have marked it so. \`pulumi up\` finds out; nothing was changed.`,
        );
    // Adopted, and without our mark again: it was given back already.
    if (!wanted && (seen.owner !== "" || (kind.givesBack ? believed?.adopt : believed?.before))) return false;
    throw new Taken(
        wanted
            ? `${there} is there already and ${seen.owner ? belongsTo(seen.owner, wanted.owner) : "carries no mark of ours: choose another name, remove it"}, or set adopt: true to take it over. Nothing was changed.`
            : `${there} carries no mark of ours, so it is not deleted: \`pulumi up\` marks it again, or remove it by hand.`,
    );
}
