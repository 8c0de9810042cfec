import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

/** A private key made to be looked for. */
export interface Canary {
    readonly text: string;
    readonly publicKey: string;
    /** The lines of its body. */
    readonly lines: readonly string[];
    /** Whether any line of it is in a text, as it is or in base64. */
    isIn(text: string): boolean;
}

/** A new key, which is in no file any more. */
export async function canary(): Promise<Canary> {
    const folder = mkdtempSync(join(tmpdir(), "canary-"));
    const file = join(folder, "key");
    await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "canary", "-f", file]);
    const text = readFileSync(file, "utf8");
    const publicKey = readFileSync(`${file}.pub`, "utf8");
    rmSync(folder, { recursive: true });
    // The first line is the same for every key.
    const lines = text
        .split("\n")
        .filter((line) => line.length > 20 && !line.startsWith("-----"))
        .slice(1);
    const encoded = Buffer.from(text).toString("base64");
    const needles = [...lines, encoded.slice(200, 240)];
    return { text, publicKey, lines, isIn: (where) => needles.some((needle) => where.includes(needle)) };
}

/** A process as it was seen. */
interface Sight {
    readonly command: string;
    readonly environment: string;
}

const commandOf = (pid: string) => readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ");

/** Looks again and again at every process of this machine, those of the lab's hosts among them. */
export function watchProcesses() {
    const seen = new Map<string, Sight>();
    let watching = true;
    const look = () => {
        for (const pid of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
            try {
                const command = commandOf(pid);
                if (seen.has(`${pid} ${command}`)) continue;
                const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
                // Between the two it may have become another program.
                if (commandOf(pid) === command) seen.set(`${pid} ${command}`, { command, environment });
            } catch {
                // It ended meanwhile.
            }
        }
    };
    const loop = async () => {
        while (watching) {
            look();
            await new Promise((resolve) => setTimeout(resolve, 15));
        }
    };
    const running = loop();
    return {
        async stop() {
            watching = false;
            await running;
            return {
                seen: seen.size,
                /** The commands of processes that have it in their arguments or environment, but for those allowed to. */
                leaks: (key: Canary, allowed: RegExp) =>
                    [...seen.values()]
                        .filter(({ command }) => !allowed.test(command))
                        .filter(({ command, environment }) => key.isIn(command) || key.isIn(environment))
                        .map(({ command, environment }) => {
                            const where = environment.split("\0").filter((item) => key.isIn(item));
                            return `${command.slice(0, 200)}: ${where.map((item) => item.split("=")[0]).join(", ") || "arguments"}`;
                        }),
            };
        },
    };
}
