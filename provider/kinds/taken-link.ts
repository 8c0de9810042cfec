import type { Link } from "../kernel/link";
import { type Common, Taken } from "../kind";

/** Refuses a link of another kind under our name, which we did not make and would not adopt. */
export function mustBe(kind: string, noun: string, { kind: found }: Link, { name, host }: Common): void {
    if (found !== kind)
        throw new Taken(
            `${name} on host ${host.name} is a ${found || "hardware"} link, not a ${noun}: choose another name`,
        );
}
