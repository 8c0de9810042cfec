/** How many letters have to be put in, left out, changed or swapped with the next to make one word another. */
function distance(one: string, other: string): number {
    const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
    for (let i = 1; i <= one.length; i++) {
        const row = [i];
        for (let j = 1; j <= other.length; j++) {
            const at = (di: number, dj: number) =>
                (i - di === i ? row : rows[i - di])?.[j - dj] ?? Number.POSITIVE_INFINITY;
            const changed = at(1, 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
            const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? at(2, 2) + 1 : changed;
            row.push(Math.min(at(1, 0) + 1, at(0, 1) + 1, changed, swapped));
        }
        rows.push(row);
    }
    return rows[one.length]?.[other.length] ?? 0;
}

/** The word that somebody meant who wrote another one; undefined where none is near. */
export function nearest(written: string, words: readonly string[]): string | undefined {
    const far = (word: string) => distance(written.toLowerCase().slice(0, 40), word.toLowerCase());
    const [best] = words.map((word) => ({ word, far: far(word) })).sort((a, b) => a.far - b.far);
    return best && best.far <= Math.max(1, Math.floor(best.word.length / 3)) ? best.word : undefined;
}
