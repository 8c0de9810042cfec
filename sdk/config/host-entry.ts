import type * as zod from "zod";
import { canonicalAddress } from "../../addressing";
import { nameProblem } from "../../naming";

const shown = (input: unknown) => JSON.stringify(input);
/** What a list of machines has to look like. */
function listOf({ z }: typeof zod) {
    const words = z
        .string({ error: ({ input }) => (input === undefined ? "is missing" : `${shown(input)} is not a text`) })
        .min(1, "is empty");
    const flag = z.boolean({ error: ({ input }) => `${shown(input)} is not true or false` });
    const whole = (least: number, most: number) =>
        z
            .number({ error: ({ input }) => `${shown(input)} is not a number` })
            .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
                error: ({ input }) => `${shown(input)} is not a whole number from ${least} to ${most}`,
            });
    const name = words.refine((value) => /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(value), {
        error: ({ input }) =>
            `${shown(input)} is not a name of letters, digits and _ . - that begins with a letter or digit`,
    });
    const device = words.superRefine((value, context) => {
        const problem = nameProblem(value);
        if (problem) context.addIssue({ code: "custom", message: problem });
    });
    const address = words.transform((value, context) => {
        try {
            return canonicalAddress(value);
        } catch (error) {
            context.addIssue({ code: "custom", message: (error as Error).message });
            return z.NEVER;
        }
    });

    const shape = {
        name,
        address: words.optional(),
        user: words.optional(),
        port: whole(1, 65535).optional(),
        identityFile: words.optional(),
        agentSocketPath: words.optional(),
        proxyJump: words.optional(),
        hostKey: words.optional(),
        acceptNewHostKey: flag.optional(),
        sshConfigFile: words.optional(),
        sudo: flag.optional(),
        connectTimeoutSeconds: whole(1, 600).optional(),
        operationTimeoutSeconds: whole(1, 3600).optional(),
        transport: z
            .enum(["ssh", "local"], { error: ({ input }) => `${shown(input)} is not one of ssh, local` })
            .optional(),
        underlay: address.optional(),
        device: device.optional(),
        underlayMtu: whole(576, 65535).optional(),
    };

    const entry = z
        .strictObject(shape, {
            error: (issue) =>
                issue.code === "unrecognized_keys"
                    ? `there is no ${issue.keys.join(", ")}; there are ${Object.keys(shape).join(", ")}`
                    : `${shown(issue.input)} is not a machine with a name and an address`,
        })
        .superRefine(({ transport, address: at }, context) => {
            if (transport !== "local" && at === undefined)
                context.addIssue({
                    code: "custom",
                    path: ["address"],
                    message: 'is missing: give it, or transport: "local"',
                });
        });

    return z
        .array(entry, { error: ({ input }) => `${shown(input)} is not a list of machines` })
        .min(1, "is empty: name at least one machine")
        .superRefine((list, context) => {
            list.forEach((item, index) => {
                const first = list.findIndex((other) => other.name === item.name);
                if (first < index)
                    context.addIssue({
                        code: "custom",
                        path: [index, "name"],
                        message: `${item.name} stands twice, at ${first} too`,
                    });
            });
        });
}

type HostEntries = zod.z.infer<ReturnType<typeof listOf>>;
/** One machine of a stack's configuration. */
export type HostEntry = HostEntries[number];

let list: ReturnType<typeof listOf> | undefined;

/** The machines of a configuration value, or what is wrong, each as `hosts[1].address: why`. */
export function hostEntries(key: string, value: unknown): HostEntry[] {
    // Loaded here: it takes longer than the rest of this package, and most programs do without it.
    list ??= listOf(require("zod") as typeof zod);
    const result = list.safeParse(value);
    if (result.success) return result.data;
    const place = (path: readonly PropertyKey[]) =>
        path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
    const problems = result.error.issues.map(({ path, message }) => `${key}${place(path)}: ${message}`);
    throw new Error(`the configuration of this stack cannot be used: ${problems.join("; ")}`);
}
