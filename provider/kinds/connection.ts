import type { z } from "zod";
import { type Counted, fits, grammar, needsAddress, sshOnly, type Written } from "../host/grammar";
import { flag, integer, isKnown, known, object, text, word } from "../inputs";
import { spread, spreads } from "../unknown";

const written = (field: Written) =>
    text((value) => {
        if (fits(field, value)) return value;
        throw new Error(`${JSON.stringify(value)} is not ${field.rule}`);
    });
const counted = ({ least, most }: Counted) => integer(least, most);

/** How to reach a host, field by field: what `host/connection.ts` says, by the grammar of `host/grammar.ts`. */
export const connectionShape = {
    name: written(grammar.name),
    transport: word("ssh", "local").optional(),
    address: written(grammar.address).optional(),
    user: written(grammar.user).optional(),
    port: counted(grammar.port).optional(),
    identityFile: written(grammar.identityFile).optional(),
    agentSocketPath: written(grammar.agentSocketPath).optional(),
    proxyJump: written(grammar.proxyJump).optional(),
    hostKey: written(grammar.hostKey).optional(),
    acceptNewHostKey: flag.optional(),
    sshConfigFile: written(grammar.sshConfigFile).optional(),
    sudo: flag.optional(),
    connectTimeoutSeconds: counted(grammar.connectTimeoutSeconds).optional(),
    operationTimeoutSeconds: counted(grammar.operationTimeoutSeconds).optional(),
} as const;

const fields = object(connectionShape);

/** How a host is reached, whole: a program's `Host`, as every resource on it has it. */
export const connection = known(
    spreads(
        fields.superRefine((host, context) => {
            const tell = (property: string, message: string) =>
                context.addIssue({ code: "custom", path: [property], message });
            if (needsAddress(host))
                tell(
                    "address",
                    'is missing: give a host name, an IP address or an alias of ssh_config, or transport: "local"',
                );
            // Nobody would miss their effect until the program is pointed at another machine. (`address` tells the device.)
            if (host.transport === "local")
                for (const property of sshOnly)
                    if (host[property] !== undefined && isKnown(host[property]))
                        tell(property, 'is for ssh alone: leave it out with transport: "local"');
        }),
        (value) => spread(fields, value),
    ),
) as z.ZodType<z.infer<typeof fields>>;
