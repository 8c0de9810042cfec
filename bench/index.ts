import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import { labDown, labUp } from "../lab";
import { build } from "../scripts/build";
import { main } from "../scripts/steps";
import { ensurePackages } from "../toolchain/packages";
import { type Figures, jsonOf } from "./figures";
import { measureOverlay } from "./overlay";

const json = process.argv.includes("--json");
const runs = Number(process.argv.find((arg) => /^--runs=\d+$/.test(arg))?.slice(7) ?? 5);

/** `npm run bench [-- --json] [--runs=5]`: the overlay against the engine's floor and against a script by hand. */
main(async () => {
    await ensurePackages();
    await build();
    const folder = mkdtempSync(join(tmpdir(), "pulumi-hostnet-bench-"));
    const lab = await labUp({ name: "bench", subnet: "172.16.1.0/24", hosts: 3 });
    try {
        const overlay = await measureOverlay(lab, folder, 0, runs);
        const overlay50ms = await measureOverlay(lab, folder, 50, runs);
        console.log(
            json ? jsonOf({ overlay, overlay50ms }) : table({ overlay, "overlay, 50 ms round trip": overlay50ms }),
        );
    } finally {
        await labDown("bench");
        rmSync(folder, { recursive: true, force: true });
    }
});

function table(rows: Readonly<Record<string, Figures>>): string {
    const output = new Table({
        head: [
            "",
            "pulumi up",
            "engine's floor",
            "by hand over ssh",
            "handshake",
            "(up - handshake) / floor",
            "remote work / by hand",
        ],
        style: { head: [], border: [] },
    });
    for (const [name, { up, floor, hand, handshake, ratioToFloor, remoteRatioToHand }] of Object.entries(rows))
        output.push([
            name,
            ...[up, floor, hand, handshake].map((value) => `${value.toFixed(2)} s`),
            ratioToFloor.toFixed(2),
            remoteRatioToHand.toFixed(2),
        ]);
    return output.toString();
}
