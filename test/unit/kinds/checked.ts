import { provider } from "../../../provider";
import type { Values } from "../../values";

/** What every program gives. */
const always = { owner: "shop/dev/it", host: { name: "h1", address: "host1" } };

/** What `check` makes of a program's inputs. */
export async function checked(
    type: string,
    program: Values,
): Promise<{ readonly inputs: Values; readonly failures: string[] }> {
    const result = await provider(type).check?.({}, { ...always, ...program });
    return { inputs: (result?.inputs ?? {}) as Values, failures: (result?.failures ?? []).map(({ reason }) => reason) };
}

/** The failures alone. */
export const failuresOf = async (type: string, program: Values): Promise<string[]> =>
    (await checked(type, program)).failures;
