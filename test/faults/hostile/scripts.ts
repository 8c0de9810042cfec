import type { Command, Step } from "../../../provider/kernel/command";
import { batches, shellText } from "../../../provider/kernel/shell";
import type { Common, Kind } from "../../../provider/kind";

/** Every command that a kind would ever send to a host for these inputs: looking, making, changing from and to, removing. */
export function commandsOf(kind: Kind, sample: Common, inputs: Common): string[] {
    // What only a host knows, for the kinds that have such a thing.
    const state = (of: Common) => ({ ...of, ifindex: 7, linkMtu: 1450, underlayMtu: 1500 });
    const plans = [
        kind.converge(undefined, inputs),
        kind.converge(state(sample), inputs),
        kind.converge(state(inputs), sample),
        kind.remove(state(inputs)),
    ];
    const plain = (commands: readonly Command[] = []) => commands.map((command) => shellText(command));
    const runs = (steps: readonly Step[]) => batches(steps).map(({ command }) => shellText(command));
    return [
        ...plain(kind.look(inputs)),
        ...plans.flatMap(({ demands, steps }) => [
            ...plain(demands),
            ...runs(steps),
            ...steps.flatMap(({ undo }) => plain(undo)),
        ]),
    ];
}
