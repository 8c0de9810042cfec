import { z } from "zod";
import { canonicalPorts } from "../../addressing";
import { known } from "../inputs";

/** A port, or a range as `8000-8010`. */
export const ports = known(
    z
        .union([z.string(), z.number()], { error: "is neither a port nor a range like 8000-8010" })
        .transform((value, context) => {
            try {
                return canonicalPorts(value);
            } catch (error) {
                context.addIssue({ code: "custom", message: (error as Error).message });
                return z.NEVER;
            }
        }),
) as z.ZodType<string>;
