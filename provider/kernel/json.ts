/**
 * What iproute2 prints as JSON. Two forms of it are none: 4.18 to 4.20 begin the rows of routes with the bare value of their type
 * (`{"unicast",`), and control bytes of an alias, which whoever lives in a namespace can set, stand in it as they are.
 */
export function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        const repaired = text
            .replace(/\{"([a-z]+)",/g, '{"type":"$1",')
            // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON does not allow in a text.
            .replace(/[\u0000-\u001f]/g, (byte) => `\\u${byte.charCodeAt(0).toString(16).padStart(4, "0")}`);
        try {
            return JSON.parse(repaired);
        } catch (error) {
            throw new Error(
                `what ip printed is not JSON (${(error as Error).message}): ${JSON.stringify(text.slice(0, 200))}`,
            );
        }
    }
}
