/** A table in Markdown, its columns aligned. */
export function mdTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const [first = [], ...rest] = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
    const widths = head.map((_, column) => Math.max(...[first, ...rest].map((row) => row[column]?.length ?? 0)));
    const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
    return [line(first), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)].join("\n");
}
