/** What vitest's JSON reporter writes, as far as we read it. */
export interface Report {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly testResults: readonly {
        readonly name: string;
        readonly status: string;
        /** Milliseconds since 1970. */
        readonly startTime: number;
        readonly endTime: number;
        readonly assertionResults: readonly { readonly status: string }[];
    }[];
}

/** How a run of the tests went: its last line, and the files that did not come to their first test. */
export function summaryOf({ numPassedTests: passed, numFailedTests, testResults }: Report) {
    // A file that fails before its first test, or in what its tests need, has no failed test of its own, but it is a failure.
    const hasFailed = ({ status }: { readonly status: string }) => status === "failed";
    const broken = testResults
        .filter((file) => hasFailed(file) && !file.assertionResults.some(hasFailed))
        .map(({ name }) => name);
    const failed = numFailedTests + broken.length;
    return { broken, failed, line: `${passed} passed, ${failed} failed`, good: failed === 0 && passed > 0 };
}
