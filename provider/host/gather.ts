/** Bytes that arrive piece by piece, where each is copied a few times at most, however many pieces there are. */
export interface Gathered {
    add(piece: Buffer): void;
    /** What is there; good until the next change. */
    all(): Buffer;
    /** Forgets so many from the beginning. */
    drop(count: number): void;
}

export function gather(): Gathered {
    let space = Buffer.allocUnsafe(1 << 14);
    let used = 0;
    return {
        add: (piece) => {
            if (used + piece.length > space.length) {
                const larger = Buffer.allocUnsafe(2 * (used + piece.length));
                space.copy(larger, 0, 0, used);
                space = larger;
            }
            piece.copy(space, used);
            used += piece.length;
        },
        all: () => space.subarray(0, used),
        drop: (count) => {
            space.copyWithin(0, count, used);
            used -= count;
        },
    };
}
