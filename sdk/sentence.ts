import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";

/** An error of the user's program, which Pulumi shows without a stack trace: behind an output it prints the stack, whatever the error. */
export function sentence(message: string): pulumi.RunError {
    const error = new pulumi.RunError(message);
    // Behind an output the failed promise hangs on it, and Pulumi inspects all that can be reached from there: minutes.
    return Object.defineProperties(error, { stack: { value: message }, [inspect.custom]: { value: () => message } });
}
