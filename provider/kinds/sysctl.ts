import { sysctl as table } from "../../spec/sysctl";
import { define } from "../define";
import { step } from "../kernel/command";
import { declareForwarding } from "../kernel/forwards";
import { freeSysctl, heldValue, holdCommand, holdLook, holdStep, keepsSysctl, releaseCommand } from "../kernel/sysctl";

/** A kernel setting of the host, held together with whoever else wants the same value (sysctl(8)). */
export const sysctl = define(table, {
    identity: ({ name }) => `sysctl/${name}`,
    declare: ({ host, name, value }) => declareForwarding(host.name, name, value),
    look: ({ name, owner }) => [holdLook(name, owner)],
    parse(facts, owned) {
        const value = heldValue(facts, owned.name);
        return value === undefined ? undefined : { owner: owned.owner, value };
    },
    converge: (seen, wanted) => ({
        demands: [
            freeSysctl(wanted.name, wanted.value, wanted.owner),
            ...(seen?.value === wanted.value ? [] : [keepsSysctl(wanted.name, wanted.value)]),
        ],
        steps: [
            seen
                ? step(
                      holdCommand(wanted.name, wanted.value, wanted.owner),
                      holdCommand(seen.name, seen.value, seen.owner),
                  )
                : holdStep(wanted.name, wanted.value, wanted.owner),
            ...(seen && seen.owner !== wanted.owner
                ? [step(releaseCommand(seen.name, seen.owner), holdCommand(seen.name, seen.value, seen.owner))]
                : []),
        ],
    }),
    remove: ({ name, owner }) => ({
        demands: [keepsSysctl(name)],
        steps: [step(releaseCommand(name, owner))],
    }),
});
