import { beforeAll, expect, it } from "vitest";
import { complaints } from "../../scripts/check-shell";
import { shellSources } from "../../scripts/shell-sources";
import { ensurePackages, shellcheckPackage } from "../../toolchain/packages";

beforeAll(() => ensurePackages(undefined, shellcheckPackage));

it("what shellcheck finds in the scripts of hosts is told with file and line", async () => {
    const lines = shellSources();
    const at = lines.findIndex(({ file, text }) => file.endsWith("/actions.sh") && text.startsWith("write()"));
    const broken = lines.map((item, index) => (index === at ? { ...item, text: "write() { printf $2 >$1; }" } : item));
    const told = await complaints(broken);
    expect(told).toMatch(/^provider\/kernel\/scripts\/actions\.sh:\d+:\d+: note: Double quote .* \[SC2086\]$/m);
    expect(told).toContain(`actions.sh:${lines[at]?.line}:`);
});

it("variables of one script that another one uses are no fault of either", async () => {
    const lines = shellSources();
    expect(lines.map(({ text }) => text).join("\n")).toContain("hostnet_limit=$2");
    expect(await complaints(lines)).toBe("");
});
