import { describe, expect, it } from "vitest";
import { ensurePackages, type Machine, missingPackages } from "../../toolchain/packages";

/** A machine that lacks programs until apt-get install is called. */
function machine(lacks: string[], more: Partial<Machine> = {}) {
    const log: string[] = [];
    let missing = lacks;
    const it: Machine = {
        has: (program) => !missing.includes(program),
        isRoot: true,
        hasApt: true,
        apt: async (args) => {
            log.push(args.join(" "));
            if (args[0] === "install") missing = [];
        },
        say: (line) => log.push(line),
        ...more,
    };
    return { it, log };
}

describe("the machine's packages", () => {
    it("are left alone, without a word, when all are there", async () => {
        const { it: full, log } = machine([]);
        await ensurePackages(full);
        expect(log).toEqual([]);
    });

    it("are installed after an update, each once", async () => {
        const { it: bare, log } = machine(["ip", "bridge", "sshd"]);
        await ensurePackages(bare);
        expect(log).toEqual([
            "installing iproute2, openssh-server...",
            "update -q",
            "install -q -y --no-install-recommends iproute2 openssh-server",
        ]);
    });

    it("are named where they may not be installed", async () => {
        const user = machine(["nft"], { isRoot: false });
        await expect(ensurePackages(user.it)).rejects.toThrow(
            /missing on this machine: nftables .*sudo apt-get install nftables/,
        );
        const other = machine(["nft"], { hasApt: false });
        await expect(ensurePackages(other.it)).rejects.toThrow(/nftables .*your distribution's package manager/);
        expect([...user.log, ...other.log]).toEqual([]);
    });

    it("are said to be missing when installing did not help", async () => {
        const { it: stubborn } = machine(["nft"], { apt: async () => {} });
        await expect(ensurePackages(stubborn)).rejects.toThrow(/installed nftables, but/);
    });

    it("include every program the lab calls", () => {
        expect(missingPackages(() => false)).toEqual([
            "busybox",
            ...["conntrack", "ethtool", "fish", "hostname", "iproute2", "iptables", "iputils-arping", "iputils-ping"],
            ...[
                "mksh",
                "mount",
                "nftables",
                "openssh-client",
                "openssh-server",
                "procps",
                "python3",
                "strace",
                "sudo",
                "tcpdump",
                "util-linux",
            ],
        ]);
    });
});
