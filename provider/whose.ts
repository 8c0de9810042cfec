import { markOf, parted } from "../naming";

/** What a mark says, without `hostnet:`, in its parts. */
function read(owner: string): {
    readonly said: string;
    readonly stack: string;
    readonly name: string;
    readonly state: string;
} {
    const said = markOf(owner).slice("hostnet:".length);
    const { owner: plain, state } = parted(said);
    const [project = "", stack = "", ...name] = plain.split("/");
    return { said, stack: `${project}/${stack}`, name: name.join("/"), state };
}

/** Whether a mark is another one only in that it names a state. */
export const isRemarked = (seen: string, believed: string): boolean =>
    parted(believed).state === "" && parted(seen).state !== "" && markOf(parted(seen).owner) === markOf(believed);

/**
 * What to do where something of this very stack is in the way, by the marks in what a host said; nothing where it said none.
 * Pulumi makes what is new before it takes away what goes.
 */
export function kinOf(said: string, wanted: string): string {
    const ours = read(wanted);
    const kin = (said.match(/(?<=hostnet:)[^\s"]+/g) ?? [])
        .map(read)
        .find(({ stack, state, name }) => stack === ours.stack && state === ours.state && name !== ours.name);
    return kin
        ? ` What is in the way is ${kin.said}, of this very stack: if it was renamed, give it the option aliases: [{ name: "${kin.name}" }]; ` +
              "if it goes, or gives that up, let it do that first, with a `pulumi up` of its own."
        : "";
}

/** Whose a thing is that is in the way of `wanted`, and what can be done: whatever another stack has is not to be removed. */
export function belongsTo(seen: string, wanted: string): string {
    const [theirs, ours] = [read(seen), read(wanted)];
    const belongs = `belongs to ${theirs.said}`;
    if (theirs.stack !== ours.stack) return `${belongs}: choose another name`;
    if (theirs.state !== ours.state)
        return (
            `${belongs}, which is not of this stack, though its stack is called the same: here it would be ${ours.said}. That ` +
            "stack is kept in another backend, or its state was lost: choose another name, or call one of the stacks another name"
        );
    return (
        `${belongs}, which is of this very stack: if the resource was renamed, give it the option ` +
        `aliases: [{ name: "${theirs.name}" }]; else choose another name`
    );
}
