import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Lab } from "../../lab";
import { snapshot } from "../lab/snapshot";
import { type Engine, RpcError, startEngine } from "./engine";
import { downLab, upLab, withKeyFile } from "./lab";
import { bridge } from "./resources";

let lab: Lab;
let engine: Engine;

beforeAll(async () => {
    lab = await upLab("partial");
    engine = await startEngine();
}, 120_000);

afterAll(async () => {
    await engine?.end();
    await downLab("partial");
});

const place = () => join(lab.hosts[0]?.root ?? "", "usr/local/sbin");

/** An `ip` that does not do what has one of these words in it, in a batch or alone. */
function breakIp(...broken: string[]): void {
    const shim = `#!/bin/sh
real=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin command -v ip)
case " $* " in
*" -batch "*) sed -E 's/.*(${broken.join("|")}).*/link set dev nosuch up/' | "$real" "$@"; exit ;;
esac
if echo "$*" | grep -qE '${broken.join("|")}'; then echo "the shim says no" >&2; exit 4; fi
exec "$real" "$@"
`;
    mkdirSync(place(), { recursive: true });
    writeFileSync(join(place(), "ip"), shim, { mode: 0o755 });
}

const mend = () => rmSync(join(place(), "ip"), { force: true });

afterEach(mend);

const failureOf = async (action: Promise<unknown>): Promise<RpcError> => {
    const error = await action.then(
        () => undefined,
        (thrown: unknown) => thrown,
    );
    if (!(error instanceof RpcError)) throw new Error(`did not fail: ${error}`);
    return error;
};

const args = { name: "br0", addresses: ["10.9.0.1/24"] };

describe("an operation that fails half-way", { timeout: 60_000 }, () => {
    it("and is undone leaves nothing behind, and no resource is recorded", async () => {
        const before = await snapshot(lab);
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), args));
        breakIp("addr add");
        const error = await failureOf(engine.create(inputs));
        expect(error.initFailed).toBeUndefined();
        expect(error.message).toMatch(
            /Creating bridge br0 on host host1: `ip addr add 10\.9\.0\.1\/24 .*` failed with status \d+: .*the host is as before/s,
        );
        expect(await snapshot(lab)).toBe(before);
    });

    it("and cannot be undone is recorded whole, and healed by the next update", async () => {
        const before = await snapshot(lab);
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), args));
        breakIp("addr add", "link del");
        const { initFailed, message } = await failureOf(engine.create(inputs));
        expect(message).toMatch(/Undoing it failed too; the next `pulumi up` looks again and repairs/);
        expect(initFailed).toEqual({
            id: "host1/link/br0",
            properties: { ...inputs, stateVersion: 2, __fingerprint: expect.any(String) },
            reasons: [message],
        });
        expect(inputs.__provider).toMatch(/^exports/);
        expect((await lab.exec("host1", "ip -br link show br0")).exitCode).toBe(0);

        mend();
        const recorded = initFailed?.properties ?? {};
        expect(await engine.diff("host1/link/br0", recorded, inputs)).toMatchObject({ changes: false, replaces: [] });
        // A change of the way to the host alone asks nobody otherwise.
        const elsewhere = { ...inputs, host: { ...(inputs.host as object), connectTimeoutSeconds: 7 } };
        const healed = await engine.update("host1/link/br0", recorded, elsewhere);
        expect(healed).toMatchObject({ ...elsewhere, ifindex: expect.any(Number) });
        expect(healed.__fingerprint).not.toBe(recorded.__fingerprint);
        expect((await lab.exec("host1", "ip -br addr show br0")).stdout).toContain("10.9.0.1/24");

        await engine.delete("host1/link/br0", healed);
        expect(await snapshot(lab)).toBe(before);
    });

    it("cannot be deleted before it is healed where it lost its mark, and the error says so", async () => {
        const before = await snapshot(lab);
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), args));
        breakIp("addr add", "link del");
        const { initFailed } = await failureOf(engine.create(inputs));
        mend();
        const recorded = initFailed?.properties ?? {};
        await lab.exec("host1", ["ip", "link", "set", "br0", "alias", ""]);
        await expect(engine.delete("host1/link/br0", recorded)).rejects.toThrow(
            /carries no mark of ours.*`pulumi up` marks it again/,
        );
        await engine.delete("host1/link/br0", await engine.update("host1/link/br0", recorded, inputs));
        expect(await snapshot(lab)).toBe(before);
    });

    it("is told the same way when it is an update", async () => {
        const before = await snapshot(lab);
        const { inputs } = await engine.check({}, await bridge(withKeyFile(lab), args));
        const { id, outs } = await engine.create(inputs);
        const made = await snapshot(lab);
        const more = (await engine.check(inputs, await bridge(withKeyFile(lab), { ...args, mtu: 1400, stp: true })))
            .inputs;
        breakIp("stp_state");
        expect((await failureOf(engine.update(id, outs, more))).initFailed).toBeUndefined();
        expect(await snapshot(lab)).toBe(made);
        // The undo of the MTU sets 1500 again.
        breakIp("stp_state", "mtu 1500");
        const { initFailed } = await failureOf(engine.update(id, outs, more));
        // The state stays what it was, with what was tried beside it.
        const { __provider, ...tried } = more;
        const recorded = { id, properties: { ...outs, __provider, __fingerprint: "look-again", __tried: [tried] } };
        expect(initFailed).toMatchObject(recorded);
        await lab.exec("host1", "/usr/sbin/ip link set br0 mtu 1500");
        const again = await failureOf(engine.update(id, initFailed?.properties ?? {}, more));
        expect(again.initFailed).toMatchObject(recorded);
        // A delete goes back first, and tells of that too where it cannot delete either.
        breakIp("mtu 1500", "link del");
        await expect(engine.delete(id, again.initFailed?.properties ?? {})).rejects.toThrow(
            /`ip link del dev br0` failed.* The other way had failed too: .*`ip link set dev br0 mtu 1500` failed/s,
        );
        mend();
        const healed = await engine.update(id, again.initFailed?.properties ?? {}, more);
        expect(healed).toMatchObject({ mtu: 1400, stp: true });
        expect(healed).not.toHaveProperty("__tried");
        await engine.delete(id, healed);
        expect(await snapshot(lab)).toBe(before);
    });
});
