import { beforeEach, describe, expect, it } from "vitest";
import { makers } from "../../samples";
import { nameServiceSample } from "../../samples/links";
import { onLab } from "./harness";
import type { Made, Values } from "./subject";

const ground = onLab("kind-notes");
const noting = makers(ground.underlay).filter(({ noted }) => noted);

// The soak takes all of them.
const dyingKinds = [...noting, nameServiceSample].filter(
    ({ type }) => process.env.HOSTNET_SOAK || ["Sysctl", "Route", "NameService"].includes(type),
);

const full = {
    "has no room": "mount -t tmpfs -o size=4k tmpfs /run/hostnet; head -c 4096 /dev/zero >/run/hostnet/fill",
    "takes no more files": "mount -t tmpfs -o nr_inodes=1 tmpfs /run/hostnet",
    "is read-only": "mount -t tmpfs -o ro tmpfs /run/hostnet",
};
const mounted = (how: string) => `mkdir -p /run/hostnet; ${how}`;
const unmount = "if mountpoint -q /run/hostnet; then umount /run/hostnet; rmdir /run/hostnet; fi";

describe("a note that cannot be written", { timeout: 60_000 }, () => {
    beforeEach(() => ground.sh(unmount));

    describe.each(noting)("of a $type", ({ type, prepare, minimal, maximal }) => {
        const program: Values = { ...minimal, ...maximal };

        it.each(Object.entries(full))("in a folder that %s fails before anything changes", async (_, how) => {
            await ground.reset(prepare);
            const before = await ground.snapshot();
            await ground.sh(mounted(how));
            const one = ground.subject(type);
            await expect(one.create(program)).rejects.toThrow(
                /No space left on device|I\/O error|cannot be written|Read-only file system/,
            );
            await ground.sh(unmount);
            expect(await ground.snapshot()).toBe(before);
            await one.delete(await one.create(program));
            expect(await ground.snapshot()).toBe(before);
        });
    });

    it("keeps the one before, whole, and what it tells of", async () => {
        await ground.reset("echo 0 >/proc/sys/net/ipv4/ip_forward");
        await ground.sh(mounted("mount -t tmpfs -o size=8k tmpfs /run/hostnet"));
        const of = (name: string) => ground.subject("Sysctl", { owner: `shop/dev/${name}` });
        const program = { name: "net.ipv4.ip_forward", value: "1" };
        const first = await of("a").create(program);
        await ground.sh("head -c 8192 /dev/zero >/run/hostnet/fill 2>/dev/null || true");
        await expect(of("b").create(program)).rejects.toThrow(/cannot be written.*host is as before/s);
        expect((await of("a").read(first)).props).toEqual(first.outs);
        await of("a").delete(first);
        expect(await ground.sh("cat /proc/sys/net/ipv4/ip_forward; ls /run/hostnet")).toBe("0\nfill");
        await ground.sh(unmount);
    });
});

/** Programs whose k-th call dies as one does that is killed, or that cannot be started. */
const dying = (tools: readonly string[], call: number) => `
    echo 0 >/run/dying
    for tool in ${tools.join(" ")}; do
        cat >/usr/local/sbin/$tool <<END
#!/bin/sh
read -r n </run/dying; echo \\$((n + 1)) >/run/dying
[ \\$n -ne ${call - 1} ] || kill -9 \\$\\$
exec /usr/bin/$tool "\\$@"
END
        chmod 755 /usr/local/sbin/$tool
    done`;

describe("a host on which helpers die", { timeout: 120_000 }, () => {
    const tools = ["cat", "grep", "mkdir", "mv", "rm", "chmod", "cp", "tee", "sort", "sed"];
    beforeEach(() => ground.sh(unmount));

    /** Tries an operation with the k-th call of a helper dying, for every k, until all of them live. */
    async function* struck() {
        for (let call = 1; call < 60; call++) {
            await ground.sh(dying(tools, call));
            yield call;
            const calls = Number(
                await ground.sh("/usr/bin/cat /run/dying; /usr/bin/rm -f /usr/local/sbin/* /run/dying"),
            );
            if (calls < call) return;
        }
    }

    it.each(dyingKinds)(
        "$type is made whole or not at all, and taken away whole",
        async ({ type, prepare, ...program }) => {
            await ground.reset(prepare);
            const wanted: Values = { ...program.minimal, ...program.maximal };
            const before = await ground.snapshot();
            let deaths = 0;
            for await (const call of struck()) {
                const one = ground.subject(type);
                const failed = await one.create(wanted).then(
                    () => undefined,
                    (error: Error) => error,
                );
                await ground.sh("/usr/bin/rm -f /usr/local/sbin/*");
                if (failed) deaths++;
                // What says that the host is as before is held to it.
                if (failed?.message.includes("host is as before") || failed?.message.includes("Nothing was changed"))
                    expect(await ground.snapshot(), `death ${call}: ${failed.message}`).toBe(before);
                await one.delete(await one.create(wanted));
                expect(await ground.snapshot(), `death ${call}: ${failed?.message}`).toBe(before);
            }
            expect(deaths).toBeGreaterThan(1);
            let made: Made | undefined;
            for await (const call of struck()) {
                const one = ground.subject(type);
                await ground.sh("/usr/bin/mkdir -p /run/aside; /usr/bin/mv /usr/local/sbin/* /run/aside");
                made = await one.create(wanted);
                await ground.sh("/usr/bin/mv /run/aside/* /usr/local/sbin; rmdir /run/aside; echo 0 >/run/dying");
                const failed = await one.delete(made).catch((error: Error) => error);
                await ground.sh("/usr/bin/rm -f /usr/local/sbin/*");
                await one.delete(made);
                expect(await ground.snapshot(), `death ${call}: ${failed?.message}`).toBe(before);
            }
        },
    );
});

describe("notes", { timeout: 60_000 }, () => {
    it("lie where only root can read them, whatever was there before", async () => {
        await ground.reset("mkdir -m 755 /run/hostnet");
        const made = await ground.subject("Sysctl").create({ name: "net.ipv4.ip_forward", value: "1" });
        expect(await ground.sh("find /run/hostnet -printf '%m %P\\n' | sort")).toBe(
            "600 sysctl/net.ipv4.ip_forward\n700 \n700 sysctl",
        );
        await ground.subject("Sysctl").delete(made);
        expect(await ground.sh("ls -d /run/hostnet 2>/dev/null || true")).toBe("");
    });

    it("that do not say what was before are told, rather than forgotten", async () => {
        await ground.reset("echo 0 >/proc/sys/net/ipv4/ip_forward");
        const one = ground.subject("Sysctl");
        const made = await one.create({ name: "net.ipv4.ip_forward", value: "1" });
        await ground.sh("sed -i /^was/d /run/hostnet/sysctl/net.ipv4.ip_forward");
        await expect(one.delete(made)).rejects.toThrow(
            /does not say what net\.ipv4\.ip_forward was before: set it by hand/,
        );
        await ground.sh("rm /run/hostnet/sysctl/*");
        await one.delete(made);
        await ground.sh("rm -rf /run/hostnet");
    });
});

describe("a file of names that cannot be written back", () => {
    beforeEach(() => ground.sh("umount /etc/netns/web 2>/dev/null; rm -rf /etc/netns"));

    it("is not touched where it cannot be kept aside", async () => {
        await ground.reset("rm -rf /etc/netns; ip netns add web");
        const one = ground.subject("NameService");
        const made = await one.create({ netns: "web", nameservers: ["9.9.9.9"] });
        const before = await ground.snapshot();
        await ground.sh(mounted(full["has no room"]));
        await expect(one.update(made, { netns: "web", nameservers: ["9.9.9.10"] })).rejects.toThrow(
            /No space left.*host is as before/s,
        );
        await ground.sh(unmount);
        expect(await ground.snapshot()).toBe(before);
        await one.delete(made);
    });

    it("stays where it was kept", async () => {
        await ground.reset("rm -rf /etc/netns; mkdir -p /etc/netns/web; ip netns add web");
        const tmpfs = "mount -t tmpfs -o size=8k tmpfs /etc/netns/web";
        await ground.sh(`${tmpfs}; printf '# mine\\nnameserver 1.1.1.1\\n' >/etc/netns/web/resolv.conf
            cat >/usr/local/sbin/tee <<'END'
#!/bin/sh
: >"$1"
mount -o remount,ro /etc/netns/web
exit 1
END
            chmod 755 /usr/local/sbin/tee`);
        const one = ground.subject("NameService");
        const program = { netns: "web", nameservers: ["9.9.9.9"], adopt: true };
        await expect(one.create(program)).rejects.toThrow(/Undoing it failed too/);
        expect(await ground.sh("cat /run/hostnet/files/web/resolv.conf")).toBe("# mine\nnameserver 1.1.1.1");
        await ground.sh("rm /usr/local/sbin/tee; mount -o remount,rw /etc/netns/web");
        await one.delete(await one.create(program));
        expect(await ground.sh("ls /run/hostnet /etc/netns/web 2>/dev/null || true")).toBe("/etc/netns/web:");
        await ground.sh("umount /etc/netns/web; rm -rf /etc/netns");
    });

    it("is not written through a link", async () => {
        await ground.reset("rm -rf /etc/netns; mkdir -p /etc/netns/web; ip netns add web; echo x >/etc/mine");
        const one = ground.subject("NameService");
        const program = { netns: "web", nameservers: ["9.9.9.9"], adopt: true };
        await ground.sh("ln -s /etc/mine /etc/netns/web/resolv.conf");
        await expect(one.create(program)).rejects.toThrow(/\/etc\/netns\/web\/resolv\.conf is a link to another place/);
        await ground.sh("rm -r /etc/netns/web; mkdir /etc/else; ln -s /etc/else /etc/netns/web");
        await expect(one.create(program)).rejects.toThrow(/\/etc\/netns\/web is a link/);
        expect(await ground.sh("cat /etc/mine; ls /etc/else")).toBe("x");
        await ground.sh("rm -r /etc/netns /etc/mine /etc/else");
    });
});
