import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { course, operations, perform } from "../../faults/course";
import { makers } from "../../samples";
import { onLab } from "./harness";

// A tool may warn on standard error whenever it likes: iptables-nft that there are legacy tables, sudo, a locale, a kernel.
const ground = onLab("kind-noisy");
const tools = ["ip", "bridge", "sysctl", "conntrack", "ss", "ethtool", "tee", "cat", "sort", "grep", "sed"].concat(
    ["iptables", "ip6tables"].flatMap((name) => [name, `${name}-save`, `${name}-restore`]),
);

/** The real tool, with a line on standard error before, in the middle of and behind what it prints. */
const noisy = (tool: string): string => `#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
warn() { echo "# Warning: @${tool} has = something to say {\\"mtu\\":1}" >&2; }
warn
out=$(${tool} "$@"; echo "$?")
status=\${out##*
}
out=\${out%"$status"}
half=\${out%"\${out#??????????????????????????????????????????????????}"}
printf '%s' "$half"
warn
printf '%s' "\${out#"$half"}"
warn
exit "$status"
`;

const makeNoise = () =>
    ground.sh(
        tools
            .map(
                (tool) =>
                    `cat >/usr/local/sbin/${tool} <<'SHIM'\n${noisy(tool)}SHIM\nchmod 755 /usr/local/sbin/${tool}`,
            )
            .join("\n"),
    );
const beQuiet = () => ground.sh("rm -f /usr/local/sbin/*");

describe.each(makers(ground.underlay))("a $type among tools that warn", { timeout: 60_000 }, (kind) => {
    beforeEach(() => ground.reset(kind.prepare));
    afterEach(beQuiet);

    it.each(operations)("%s: as among silent ones", async (name) => {
        const subject = ground.subject(kind.type);
        const { from, to } = course(kind, name);
        const before = await ground.snapshot({ sysctls: false });
        const kept = from ? await perform(subject, {}, from) : {};
        const quiet = to && (await perform(subject, kept, to));
        if (quiet) {
            await perform(subject, quiet, undefined);
            expect(await ground.snapshot({ sysctls: false })).toBe(before);
        }
        const again = from && to ? await perform(subject, {}, from) : kept;
        await makeNoise();
        const loud = await perform(subject, again, to);
        expect(loud.error).toBeUndefined();
        if (!to || !loud.made)
            return beQuiet().then(async () => expect(await ground.snapshot({ sysctls: false })).toBe(before));
        const { ifindex: _, __fingerprint: __, ...made } = loud.made.outs;
        expect(quiet?.made?.outs).toMatchObject(made);
        expect((await subject.read(loud.made)).props).toEqual(loud.made.outs);
        expect((await perform(subject, loud, to)).made).toEqual(loud.made);
        expect((await perform(subject, loud, undefined)).error).toBeUndefined();
        await beQuiet();
        expect(await ground.snapshot({ sysctls: false })).toBe(before);
    });
});

it("twelve published ports beside tables of iptables-legacy are no drift", { timeout: 60_000 }, async () => {
    await ground.reset();
    await ground.sh("iptables-legacy -t nat -S >/dev/null");
    const mapping = (port: number) => ({
        subject: ground.subject("PortMapping", { owner: `shop/dev/web${port}` }),
        program: { name: `web${port}`, hostPort: port, target: { address: "10.9.0.2", port: 80 } },
    });
    const all = await Promise.all(
        Array.from({ length: 12 }, (_, index) => mapping(8080 + index)).map(async ({ subject, program }) => ({
            ...{ subject, program },
            made: await subject.create(program),
        })),
    );
    expect(await ground.sh("iptables-save 2>&1 >/dev/null")).toContain("iptables-legacy tables present");
    for (const { subject, program, made } of all) {
        expect(await subject.read(made)).toMatchObject({ id: made.id, props: made.outs });
        expect((await subject.update(made, program)).outs).toEqual(made.outs);
        await subject.delete(made);
    }
    expect(await ground.sh("iptables-save 2>/dev/null")).toBe("");
});
