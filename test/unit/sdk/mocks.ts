import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";

/** What Pulumi's engine was told of the resources that `program` makes: stack `dev` of project `shop`. */
export async function registered<T>(
    program: () => T,
    state: Record<string, unknown> = {},
): Promise<{ readonly made: T; readonly resources: ReadonlyMap<string, MockResourceArgs> }> {
    const resources = new Map<string, MockResourceArgs>();
    await pulumi.runtime.setMocks(
        {
            newResource: (args) => {
                resources.set(args.name, args);
                return { id: `${args.name}-id`, state: { ...args.inputs, ...state } };
            },
            call: () => ({}),
        },
        "shop",
        "dev",
        false,
    );
    const made = program();
    await pulumi.runtime.disconnect();
    return { made, resources };
}

/** The value of an output, once it is there. */
export const resolved = <T>(output: pulumi.Output<T>): Promise<T> =>
    new Promise((resolve) => output.apply((value) => resolve(value as T)));
