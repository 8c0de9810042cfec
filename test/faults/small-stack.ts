import type { Lab } from "../../lab";
import { copyProject, type Stack, uncheckedTypes } from "../../scripts/project";
import type { Values } from "../lab/kinds/subject";

/** What a program makes; `{ output: NAME }` in the args is the name that another resource has. */
export interface Wanted {
    readonly kind: string;
    readonly name: string;
    readonly args: Values;
    readonly opts?: Values;
}

export interface SmallStack extends Stack {
    /** From now on the program has these resources, on host1, and tells these properties of them, `NAME.PROPERTY` each. */
    want(resources: readonly Wanted[], told?: readonly string[]): void;
}

/** A stack of the real CLI, of a project in `folder`, whose resources are on one host of a lab. */
export async function smallStack(lab: Lab, folder: string, stack: string): Promise<SmallStack> {
    const made = await copyProject(folder, { "test/faults/model/project": "." }, uncheckedTypes, { stack });
    const connection = { address: "host1", sshConfigFile: lab.sshConfig };
    return {
        ...made,
        want: (resources, told) =>
            made.configure({
                "model:node": "host1",
                "model:connection": connection,
                "model:resources": resources,
                ...(told && { "model:told": told }),
            }),
    };
}
