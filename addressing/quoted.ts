/**
 * Shows a refused value inside an error message: escaped, so that control characters cannot garble a terminal,
 * and cut, so that a pasted file does not bury the rule that follows it.
 */
export function quoted(text: string): string {
    const characters = Array.from(text);
    return JSON.stringify(characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : text);
}

const LONGEST = 60;
