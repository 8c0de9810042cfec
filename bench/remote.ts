import { provider } from "../provider";
import { closeSessions, type Session, sessionFor } from "../provider/host";
import { prelude } from "../provider/kernel/prelude";
import type { Exported } from "../scripts/project";
import { handScript, undoHandScript } from "./hand";
import { median, seconds } from "./measure";

const kindOf = (type: string): string | undefined => /dynamic\/hostnet:(\w+)$/.exec(type)?.[1];

/** Creates what a stack has, each as soon as what it depends on is there, and hands back the way to delete it all. */
async function createAll(resources: readonly Exported[]): Promise<() => Promise<void>> {
    const done = new Map<string, Promise<Record<string, unknown>>>();
    for (const { urn, type, inputs, dependencies = [] } of resources) {
        const kind = kindOf(type);
        if (!kind) continue;
        const made = Promise.all(dependencies.map((dependency) => done.get(dependency))).then(async () => {
            const { outs } = await provider(kind).create(inputs);
            return outs as Record<string, unknown>;
        });
        done.set(urn, made);
    }
    await Promise.all(done.values());
    return async () => {
        for (const { urn, type } of [...resources].reverse()) {
            const kind = kindOf(type);
            if (kind) await provider(kind).delete?.("", await done.get(urn));
        }
    };
}

/** The work on the hosts alone, no handshake and no engine: ours, and the hand-written script over the same sessions. */
export async function remoteRatio(resources: readonly Exported[], runs: number): Promise<number> {
    const hosts = resources.filter(({ type }) => kindOf(type) === "Host");
    const sessions: Session[] = hosts.map(({ inputs }) =>
        sessionFor(inputs.host as Parameters<typeof sessionFor>[0], {}, prelude),
    );
    const everywhere = (script: (index: number) => string) =>
        Promise.all(sessions.map((session, index) => session.run(script(index))));
    const ratios: number[] = [];
    await everywhere(() => "true");
    for (let run = 0; run < runs; run++) {
        let undo = async () => {};
        const ours = await seconds(async () => {
            undo = await createAll(resources);
        });
        await undo();
        const hand = await seconds(async () => {
            const answers = await everywhere(handScript);
            for (const { status, output } of answers)
                if (status !== 0) throw new Error(`the hand-written script failed: ${output}`);
        });
        await everywhere(() => undoHandScript);
        ratios.push(ours / hand);
    }
    await closeSessions();
    return median(ratios);
}
