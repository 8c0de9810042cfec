/**
 * Whether a text is what a pattern describes in which `*` is any text and `?` any character. Step by step, back to the last
 * star only: as a regular expression, a pattern of a host with many stars would take longer than anybody waits.
 */
export function glob(pattern: string, text: string): boolean {
    let [at, here] = [0, 0];
    let star: { readonly next: number; from: number } | undefined;
    while (here < text.length) {
        if (pattern[at] === "*") {
            star = { next: ++at, from: here };
        } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[here])) {
            at++;
            here++;
        } else if (star) {
            at = star.next;
            here = ++star.from;
        } else return false;
    }
    while (pattern[at] === "*") at++;
    return at === pattern.length;
}
