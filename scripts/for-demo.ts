import { demoName } from "./demo-place";

const own = `\`npm run pulumi\` is for the demo's stack alone, whose state \`npm run demo:down\` deletes. Use \`pulumi\` itself for a stack of your own: with your own backend and passphrase, as README says under "Your own machines".`;

/** The words of a command on the demo's stack; throws where they are about another stack or backend. */
export function forDemo(args: readonly string[]): string[] {
    const [command = "", ...rest] = args;
    if (["login", "logout", "new"].includes(command)) throw new Error(own);
    const named = args.flatMap((arg, index) => {
        const [, joined] = /^(?:--stack=|-s=?)(.+)$/.exec(arg) ?? [];
        return joined ?? (["--stack", "-s"].includes(arg) ? [args[index + 1] ?? ""] : []);
    });
    if (named.some((name) => name !== demoName)) throw new Error(own);
    if (command !== "stack") return named.length > 0 ? [...args] : [...args, "--stack", demoName];
    // These take the name of a stack as a word, or make one.
    const [verb = "", ...words] = rest.filter((word) => !word.startsWith("-"));
    const isOther = ["init", "select", "rm", "rename"].includes(verb) && words.some((word) => word !== demoName);
    if (isOther || verb === "rename") throw new Error(own);
    return [...args];
}
