/** A network as a person reads it. */
export interface Description {
    /** Its name, and what it is in a few words. */
    readonly title: string;
    readonly facts: readonly (readonly [name: string, value: string])[];
    readonly hosts: readonly (readonly string[])[];
    readonly endpoints: readonly (readonly string[])[];
}

const hostColumns = ["host", "underlay", "bridge", "tunnel", "lease"];
const endpointColumns = ["endpoint", "host", "address", "mac", "published"];

/** The plan of a network as text: what it is, a table of its hosts, a table of its endpoints. */
export function description({ title, facts, hosts, endpoints }: Description): string {
    return [
        title,
        ...table(facts).map((row) => `  ${row}`),
        "",
        ...table([hostColumns, ...hosts]),
        ...(endpoints.length > 0 ? ["", ...table([endpointColumns, ...endpoints])] : []),
    ].join("\n");
}

/** Rows in columns two blanks apart; columns with nothing in them but their head are left out. */
function table(rows: readonly (readonly string[])[]): string[] {
    const [head = []] = rows;
    const used = head
        .map((_, column) => column)
        .filter((column) => rows.slice(1).some((row) => row[column]) || column < 2);
    const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
    return rows.map((row) =>
        used
            .map((column) => (row[column] ?? "").padEnd(width(column)))
            .join("  ")
            .trimEnd(),
    );
}
