import { spawnSync } from "node:child_process";
import { closeSync, fstatSync, openSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { IPv4CidrRange } from "ip-num";

/** A route of this machine: a subnet and the device that it leads to. */
export interface Used {
    readonly dst: string;
    readonly dev?: string;
}

const candidates = Array.from({ length: 254 }, (_, index) => `10.202.${index + 1}.0/24`);

/**
 * A subnet that nothing on this machine uses, and that nobody else gets while this process runs. Behind that the lab's own
 * route keeps it; what a killed process had taken is free again, as its lock ends with it.
 */
export function freeSubnet(among: readonly string[] = candidates): string {
    const used = usedSubnets();
    const free = among.find((subnet) => !overlapping(subnet, used) && take(subnet));
    if (!free)
        throw new Error(`no subnet from ${among[0]} on is free for a lab: give it one that this machine does not use`);
    return free;
}

export function usedSubnets(): Used[] {
    const { stdout } = execaSync("ip", ["-4", "-json", "route", "show", "table", "main"]);
    return (JSON.parse(stdout || "[]") as Used[]).filter(({ dst }) => dst !== "default");
}

/** Which of the used subnets shares addresses with the wanted one. */
export function overlapping(subnet: string, used: readonly Used[]): Used | undefined {
    const wanted = IPv4CidrRange.fromCidr(subnet);
    return used.find(({ dst }) => {
        const taken = IPv4CidrRange.fromCidr(dst.includes("/") ? dst : `${dst}/32`);
        return taken.contains(wanted) || taken.inside(wanted) || taken.isEquals(wanted) || taken.isOverlapping(wanted);
    });
}

const taken: string[] = [];

/** Locks a file that stands for a subnet, for as long as this process lives: the descriptor is never closed. */
function take(subnet: string): boolean {
    const file = join(realpathSync(tmpdir()), `pulumi-hostnet-subnet-${subnet.replace("/", "-")}`);
    const descriptor = openSync(file, "a");
    const { status } = spawnSync("flock", ["--nonblock", "3"], { stdio: ["ignore", "ignore", "ignore", descriptor] });
    // Who had it may have taken the file away between our opening and our lock.
    const isOurs = status === 0 && statSync(file, { throwIfNoEntry: false })?.ino === fstatSync(descriptor).ino;
    if (!isOurs) {
        closeSync(descriptor);
        return false;
    }
    if (taken.push(file) === 1)
        process.once("exit", () => {
            for (const each of taken) rmSync(each, { force: true });
        });
    return true;
}
