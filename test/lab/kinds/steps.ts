/** The steps of an operation as it was sent to a host (provider/kernel/operation.ts), one command each. */
export function stepsOf(script: string): string[] {
    const lines = script.split("\n");
    const body = lines.slice(lines.indexOf("steps() {") + 1, lines.indexOf("undo() {"));
    return body.flatMap((line, index) => {
        const [, count, command, end] = /^run (\d+) (.*?)(?: <<'(~+)')? \|\| return$/.exec(line) ?? [];
        if (!command) return [];
        // A process that does several takes them as its lines.
        return count === "1" || !end ? [command] : body.slice(index + 1, body.indexOf(end, index));
    });
}
