import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { IPv4CidrRange } from "ip-num";
import { ensurePackages } from "../toolchain/packages";
import { labDown } from "./down";
import { findLab, isHealthy } from "./find";
import { type Lab, openLab } from "./lab";
import { completeOptions, type LabOptions } from "./options";
import { labDir } from "./place";
import { type LabPlan, planLab } from "./plan";
import { prepareLab } from "./prepare";
import { startNodes } from "./start";

/** Brings a lab up. One that is there is returned as it is if it is healthy and just what is asked for, else made anew. */
export async function labUp(options: LabOptions = {}): Promise<Lab> {
    const full = completeOptions(options);
    const plan = planLab(full);
    if (process.getuid?.() !== 0) throw new Error("the lab makes network namespaces: run it as root");
    await ensurePackages();
    const there = findLab(full.name);
    if (there && isAsAsked(there, plan) && (await isHealthy(there))) return there;
    await labDown(full.name);
    await refuseTakenSubnet(plan);
    try {
        return await build(plan);
    } catch (error) {
        await labDown(full.name);
        throw error;
    }
}

/** Whether a lab is what these options describe. */
export function isAsAsked(lab: Lab, plan: LabPlan): boolean {
    return JSON.stringify(lab.plan) === JSON.stringify(plan);
}

async function build(plan: LabPlan): Promise<Lab> {
    const { name } = plan.options;
    const dir = labDir(name);
    prepareLab(plan, dir);
    writeFileSync(join(dir, "options.json"), JSON.stringify(plan.options));
    await startNodes(name, dir, ["underlay", "outside", ...plan.hosts.map((host) => host.name)]);
    writeFileSync(join(dir, "up"), "");
    return openLab(dir);
}

/** The machine gets a leg in the underlay: a subnet it uses already would then be reached in the lab instead. */
async function refuseTakenSubnet(plan: LabPlan): Promise<void> {
    const wanted = IPv4CidrRange.fromCidr(plan.options.subnet);
    const { stdout } = await execa("ip", ["-4", "-json", "route", "show", "table", "main"]);
    const routes: { dst: string; dev?: string }[] = JSON.parse(stdout);
    for (const { dst, dev } of routes.filter((route) => route.dst !== "default")) {
        const taken = IPv4CidrRange.fromCidr(dst.includes("/") ? dst : `${dst}/32`);
        if (taken.contains(wanted) || taken.inside(wanted) || taken.isEquals(wanted) || taken.isOverlapping(wanted)) {
            throw new Error(`${plan.options.subnet} overlaps ${dst} on this machine's ${dev}: choose another --subnet`);
        }
    }
}
