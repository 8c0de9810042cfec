import { median } from "./measure";

/** Seconds and plain ratios. */
export interface Figures {
    readonly up: number;
    readonly floor: number;
    readonly hand: number;
    readonly handshake: number;
    readonly ratioToFloor: number;
    readonly remoteRatioToHand: number;
}

/** Seconds of each run. */
export type Times = Readonly<Record<"up" | "floor" | "hand" | "handshake", readonly number[]>>;

/** What is told of some runs: the ratio is that of the figures beside it, so that whoever reads them can check it. */
export function figuresOf(times: Times, remoteRatioToHand: number): Figures {
    const [up, floor, hand, handshake] = [times.up, times.floor, times.hand, times.handshake].map(median) as [
        number,
        number,
        number,
        number,
    ];
    return { up, floor, hand, handshake, ratioToFloor: (up - handshake) / floor, remoteRatioToHand };
}

/** The one object that `--json` prints. */
export const jsonOf = (figures: { readonly overlay: Figures; readonly overlay50ms: Figures }): string =>
    JSON.stringify({ overlay: figures.overlay, overlay50ms: figures.overlay50ms });
