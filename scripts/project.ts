import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa, type ResultPromise } from "execa";
import { ensurePulumi, pulumiEnv } from "../toolchain/pulumi";
import { root } from "./build";

/** A resource of a stack export, as far as we read it. */
export interface Exported {
    readonly urn: string;
    readonly type: string;
    readonly inputs: Record<string, unknown>;
    readonly outputs?: Record<string, unknown>;
    readonly dependencies?: readonly string[];
}

/** A stack of a copy of a project, so that neither the configuration nor the state of the original is touched. */
export interface Stack {
    /** The folder of the copy. */
    readonly folder: string;
    /** Runs the CLI on the stack and hands back what it printed; throws where it fails. */
    pulumi(...args: readonly string[]): Promise<string>;
    /** Starts the CLI on the stack, to be waited for or interrupted; its promise never rejects. */
    start(...args: readonly string[]): ResultPromise<{ all: true; reject: false; stdin: "ignore" }>;
    /** Sets the whole configuration, keys with their namespace. */
    configure(config: Readonly<Record<string, unknown>>): void;
    resources(): Promise<Exported[]>;
}

export interface CopyOptions {
    /** The name of the stack. Default: `test`. */
    readonly stack?: string;
    /** What runs the CLI, such as nsenter with its arguments. Default: nothing. */
    readonly within?: readonly string[];
}

/**
 * A stack of the project whose parts (files and folders below the repository, Pulumi.yaml's folder first) are copied
 * into `folder`; `more` is added to the environment of the CLI.
 */
export async function copyProject(
    folder: string,
    parts: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = {},
    { stack = "test", within = [] }: CopyOptions = {},
): Promise<Stack> {
    const project = join(folder, "project");
    mkdirSync(project, { recursive: true });
    for (const [from, to] of Object.entries(parts)) cpSync(join(root, from), join(project, to), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
    const { command, env } = await ensurePulumi();
    const settings = { ...env, ...pulumiEnv(folder), ...more };
    const options = { cwd: project, env: settings, all: true, stdin: "ignore" } as const;
    const [program = command, ...first] = [...within, command, "--non-interactive"];
    const pulumi = async (...args: readonly string[]) => (await execa(program, [...first, ...args], options)).all;
    await pulumi("stack", "init", stack);
    return {
        folder: project,
        pulumi,
        start: (...args) => execa(program, [...first, ...args], { ...options, reject: false }),
        // JSON is YAML. The salt of the passphrase is not needed: nothing here is secret.
        configure: (config) => writeFileSync(join(project, `Pulumi.${stack}.yaml`), JSON.stringify({ config })),
        resources: async () => (JSON.parse(await pulumi("stack", "export")).deployment.resources ?? []) as Exported[],
    };
}

/** For the environment of a stack: its program runs with its types unchecked, as `npm run lint` has checked them. */
export const uncheckedTypes = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } as const;

/** The root project: the overlay of the article with the plain resources. */
export const overlayProject = { "Pulumi.yaml": "Pulumi.yaml", "examples/overlay": "examples/overlay" } as const;
