import { flag } from "./fields";

/** What links have in common. */
export const up = { type: flag, meaning: "Whether it is up.", default: true } as const;

export const allowOverlap = {
    type: flag,
    meaning:
        "Give the addresses even where another link of the same namespace has a route to an overlapping network. Asked only when an address is added; otherwise it is refused, naming that route.",
    output: "Whether the addresses are given although another link's route overlaps.",
    default: false,
    word: true,
} as const;
