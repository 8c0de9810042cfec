import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyProject, uncheckedTypes } from "../../../scripts/project";
import type { Values } from "../../contract/engine";
import type { Report, Stack } from "./stack";
import { type Reached, reached, type Trial } from "./trial";
import type { Registration } from "./wish";

/** One event of the engine, as far as we read it (the CLI's --event-log). */
interface Event {
    readonly resOutputsEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
    readonly resourcePreEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
    readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
}

const idle = ["same", "read", "refresh"];

/** Stacks of the real CLI, one a host, for `lifetimes`; `end` takes their folders away. */
export async function inCli(trial: Pick<Trial, "lab" | "relays">) {
    const stacks = new Map<string, Awaited<ReturnType<typeof cliStack>>>();
    for (const host of reached(trial)) stacks.set(host.name, await cliStack(host.name, host));
    return {
        stackAt: ({ name }: Reached) => stacks.get(name) as Stack,
        // Every command is a process of its own.
        newProcess: async () => {},
        end: () => {
            for (const { remove } of stacks.values()) remove();
        },
    };
}

/** A stack of the real CLI with a program of one host, and what takes it away. */
async function cliStack(node: string, host: Values): Promise<Stack & { remove(): void }> {
    const folder = mkdtempSync(join(tmpdir(), `pulumi-hostnet-model-${node}-`));
    const project = await copyProject(
        folder,
        { "test/faults/model/project": "." },
        { ...uncheckedTypes, PULUMI_DEBUG_COMMANDS: "true" },
        { stack: "dev" },
    );
    const log = join(folder, "events");
    let stored = "[]";

    const run = async (...args: string[]): Promise<Report> => {
        rmSync(log, { force: true });
        const { exitCode, all } = await project.start(...args, "--event-log", log);
        const events = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
        const steps = events.flatMap((line) => {
            const { resOutputsEvent, resourcePreEvent } = JSON.parse(line) as Event;
            const { op, urn } = (args[0] === "preview" ? resourcePreEvent : resOutputsEvent)?.metadata ?? {};
            if (!op || !urn || idle.includes(op) || urn.includes("::pulumi:")) return [];
            return [`${args[0] === "refresh" ? "drift" : op} ${urn.split("::").at(-1)}`];
        });
        return { steps, errors: exitCode === 0 ? [] : [String(all)] };
    };
    const configure = (program: readonly Registration[]) => {
        const { name: _, ...connection } = host;
        const resources = program.slice(1).map((item) => ({ ...item, args: linked(item, program) }));
        project.configure({ "model:node": node, "model:connection": connection, "model:resources": resources });
    };
    return {
        up: async (program, { refresh }) => {
            configure(program);
            return run("up", "--yes", "--skip-preview", ...(refresh ? ["--refresh"] : []));
        },
        preview: async (program) => {
            configure(program);
            return run("preview");
        },
        refresh: () => run("refresh", "--yes", "--skip-preview"),
        destroy: async () => {
            const report = await run("destroy", "--yes", "--skip-preview");
            const left = (await project.resources()).filter(({ type }) => !type.startsWith("pulumi:"));
            stored = JSON.stringify(left);
            return report;
        },
        text: () => stored,
        remove: () => rmSync(folder, { recursive: true, force: true }),
    };
}

/** The arguments of a resource; names of those that it needs are taken from these, as `{ output: NAME }`. */
function linked({ args, needs }: Registration, program: readonly Registration[]): Values {
    const names = new Map(
        program.filter(({ name }) => needs.includes(name)).map(({ name, args: other }) => [other.name, name]),
    );
    const within = (values: Values): Values =>
        Object.fromEntries(
            Object.entries(values).map(([key, value]) => {
                if (key !== "name" && names.has(value)) return [key, { output: names.get(value) }];
                const nested = typeof value === "object" && value !== null && !Array.isArray(value);
                return [key, nested ? within(value as Values) : value];
            }),
        );
    return within(args);
}
