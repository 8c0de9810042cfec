import type { Connection } from "./connection";
import type { Reason } from "./errors";

/** Something that is said when a host cannot be used, what it means and the way out. */
export interface Symptom {
    readonly reason: Reason;
    /** In one line of what `ssh`, `sudo` or the shell said. As they write it from its beginning: a banner may have the words too. */
    readonly said: RegExp;
    /** It only says that something ended: any other line tells more, and among these the first row of a table. */
    readonly vague?: boolean;
    /** What is waited for, where it may pass by itself. */
    readonly passes?: string;
    what(connection: Connection): string;
}

export interface Found {
    readonly symptom: Symptom;
    readonly line: string;
}

/** The symptom of which was spoken last: a tool comes to the point at its end. */
export function lastSymptom(table: readonly Symptom[], lines: readonly string[]): Found | undefined {
    const within = (rows: readonly Symptom[]): Found | undefined =>
        lines
            .flatMap((line) => {
                const symptom = rows.find(({ said }) => said.test(line));
                return symptom ? [{ symptom, line }] : [];
            })
            .at(-1);
    const vague = table.filter((row) => row.vague).map((row) => [row]);
    return [table.filter((row) => !row.vague), ...vague].map(within).find((found) => found !== undefined);
}

export const account = ({ user }: Connection) => (user ? `user ${user}` : "its user");
