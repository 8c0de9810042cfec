import { connection } from "./connection";
import { flag, text } from "./fields";

const adopt = {
    type: flag,
    meaning:
        "Take over what has this name on the host already, whoever made it, and make it as declared. What carried no mark of ours is given back as it was found when the resource is deleted (rules and files of names go with it); what another stack had made is this one's from then on. Asked only when something is made or changed; otherwise it is refused.",
    output: "Whether what was there already is taken over.",
    default: false,
    word: true,
} as const;

/** What every resource on a host has. */
export const common = {
    host: {
        type: connection,
        meaning: "The host it is on.",
        change: "another host replaces it; another way to reach the same one changes nothing there",
        output: "How the host is reached, as it stands in the state.",
        required: true,
        word: true,
    },
    owner: {
        type: text("`project/stack/name`"),
        meaning: "`project/stack/name`, whose the thing is: the mark on the host is made of it.",
        required: true,
        from: "class",
    },
    adopt: { ...adopt, internal: true },
} as const;

/** What every resource has that may find its thing there already. */
export const adoptable = { ...common, adopt } as const;
