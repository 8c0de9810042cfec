import { describe, expect, it } from "vitest";
import { onLab } from "./harness";

const ground = onLab("kind-nat-halves");
const inputs = { name: "out", source: "10.9.0.0/16" };

/** A chain that is made again stands behind the others, which changes nothing. */
const sorted = (text: string) => text.split("\n").sort();

/** Once, from now: the first table goes in, and then the tool gives up. */
const halfway = `cat >/usr/local/sbin/iptables-restore <<'SHIM'
#!/bin/sh
rm -f "$0"
sed '/^COMMIT/q' | /usr/sbin/iptables-restore "$@"
echo "the shim says no" >&2
exit 2
SHIM
chmod 755 /usr/local/sbin/iptables-restore`;

describe("a NatRule whose second table is refused", () => {
    it("is not left with the first when it is made", async () => {
        await ground.reset();
        const before = await ground.snapshot();
        await ground.sh(halfway);
        await expect(ground.subject("NatRule").create(inputs)).rejects.toThrow(
            /the shim says no.*the host is as before/s,
        );
        expect(sorted(await ground.snapshot())).toEqual(sorted(before));
    });

    it("keeps its old rules when it is changed", async () => {
        await ground.reset();
        const subject = ground.subject("NatRule");
        const made = await subject.create(inputs);
        const before = await ground.snapshot();
        await ground.sh(halfway);
        const change = subject.update(made, { ...inputs, source: "10.8.0.0/16" });
        await expect(change).rejects.toThrow(/the shim says no.*the host is as before/s);
        expect(sorted(await ground.snapshot())).toEqual(sorted(before));
        await subject.delete(made);
    });

    it("is all there still when it was to be deleted", async () => {
        await ground.reset();
        const subject = ground.subject("NatRule");
        const made = await subject.create(inputs);
        const before = await ground.snapshot();
        await ground.sh(halfway);
        await expect(subject.delete(made)).rejects.toThrow(/the shim says no.*the host is as before/s);
        expect(sorted(await ground.snapshot())).toEqual(sorted(before));
        await subject.delete(made);
    });
});
