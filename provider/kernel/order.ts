/** A list as a look found it, in the order in which we know its items; what we do not know comes last. */
export function inOrderOf<T>(
    known: readonly T[],
    found: readonly T[],
    key: (item: T) => string = (item) => JSON.stringify(item),
): T[] {
    const places = new Map(known.map((item, index) => [key(item), index]));
    const place = (item: T) => places.get(key(item)) ?? known.length;
    return [...found].sort((a, b) => place(a) - place(b));
}
