/** Runs a step and says what it does and how long it took; what the step says itself goes between. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    process.stdout.write(`• ${title}\n`);
    const result = await work();
    const seconds = (performance.now() - started) / 1000;
    if (seconds >= 0.1) process.stdout.write(`  done in ${seconds.toFixed(1)} s\n`);
    return result;
}

/** Ends a script with one readable line instead of a stack trace. */
export function main(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
        process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
    });
}
