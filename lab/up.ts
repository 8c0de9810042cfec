import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages } from "../toolchain/packages";
import { labDown } from "./down";
import { findLab, isHealthy } from "./find";
import { type Lab, openLab } from "./lab";
import { completeOptions, type LabOptions } from "./options";
import { labDir } from "./place";
import { type LabPlan, planLab } from "./plan";
import { prepareLab } from "./prepare";
import { startNodes } from "./start";
import { freeSubnet, overlapping, usedSubnets } from "./subnets";

/** Brings a lab up. One that is there is returned as it is if it is healthy and just what is asked for, else made anew. */
export async function labUp(options: LabOptions = {}): Promise<Lab> {
    const { name, subnet } = completeOptions(options);
    if (process.getuid?.() !== 0) throw new Error("the lab makes network namespaces: run it as root");
    await ensurePackages();
    const planOn = (own: string) => planLab(completeOptions({ ...options, subnet: own }));
    const there = findLab(name);
    if (there && isAsAsked(there, planOn(options.subnet ?? there.subnet)) && (await isHealthy(there))) return there;
    await labDown(name);
    // The lab of the demo is where its pages say; any other one is where there is room.
    const plan = planOn(options.subnet ?? (name === "lab" ? subnet : freeSubnet()));
    refuseTakenSubnet(plan);
    try {
        return await build(plan);
    } catch (error) {
        await labDown(name);
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
function refuseTakenSubnet({ options: { subnet } }: LabPlan): void {
    const taken = overlapping(subnet, usedSubnets());
    if (taken)
        throw new Error(`${subnet} overlaps ${taken.dst} on this machine's ${taken.dev}: choose another --subnet`);
}
