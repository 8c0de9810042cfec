import { markOf, ownerIn } from "../../naming";
import { attachmentPoint as table } from "../../spec/attachment-point";
import { derived } from "../../spec/schema/unknown";
import type { Inputs } from "../../spec/types";
import { define } from "../define";
import { type Command, cmd, step } from "../kernel/command";
import { section } from "../kernel/facts";
import { stackMarks } from "../kernel/mark";

type AttachmentPoint = Inputs<typeof table>;

/** A bridge, and the tunnel behind it, that other stacks use; a note says so, since the kernel has nothing of it. */
export const attachmentPoint = define(table, {
    complete: (inputs) => ({ ...inputs, name: derived(inputs.bridge, () => inputs.bridge) }),
    identity: ({ bridge }) => `attachment/${bridge}`,
    look: ({ bridge }) => [cmd`attachment_facts ${bridge}`],
    parse(facts, owned) {
        const found = section(facts, "attachment", owned.bridge);
        if (!found) return undefined;
        const told = (word: string) =>
            found.lines.find((line) => line.startsWith(`= ${word} `))?.slice(word.length + 3) ?? "";
        return { owner: ownerIn(told("owner"), owned.owner), tunnel: told("tunnel") || undefined };
    },
    converge: (seen, wanted) => ({
        demands: [],
        steps: [step(note(wanted), seen ? note(seen) : forget(wanted))],
    }),
    remove: (seen) => ({
        demands: [cmd`nobody_attached ${seen.bridge} ${seen.tunnel ?? ""} ${stackMarks(seen.owner)}`],
        steps: [step(forget(seen), note(seen))],
    }),
});

const note = ({ bridge, owner, tunnel = "" }: AttachmentPoint): Command =>
    cmd`attachment_note ${bridge} ${owner && markOf(owner)} ${tunnel}`;

const forget = ({ bridge }: AttachmentPoint): Command => cmd`attachment_forget ${bridge}`;
