import { markOf } from "../../naming";
import { sysctlKeyGrammar } from "../../spec/fields";
import { type Command, cmd, type Step, step } from "./command";
import { type Facts, section } from "./facts";

/** Its file below /proc/sys/net, whatever a state says that was never checked. */
export function procFile(key: string): string {
    if (!sysctlKeyGrammar.test(key)) throw new Error(`${JSON.stringify(key)} leads to no setting of net.*`);
    return `/proc/sys/${key.replace(/[./]/g, (character) => (character === "." ? "/" : "."))}`;
}

/** The name under which the host keeps who holds a setting: a file name. */
const record = (key: string): string => key.replaceAll("/", "@");

/** The look for a setting that we hold. */
export const holdLook = (key: string, owner: string): Command =>
    cmd`sysctl_facts ${record(key)} ${procFile(key)} ${markOf(owner)}`;

/** The value of a setting that we hold, its blanks as single spaces. */
export const heldValue = (facts: Facts, key: string): string | undefined =>
    section(facts, "sysctl", record(key))?.lines[0]?.slice(2).trim().split(/\s+/).join(" ");

export const releaseCommand = (key: string, owner: string): Command =>
    cmd`sysctl_release ${record(key)} ${markOf(owner)}`;

export const holdCommand = (key: string, value: string, owner: string): Command =>
    cmd`sysctl_hold ${record(key)} ${procFile(key)} ${value} ${markOf(owner)}`;

/** Lets go of all settings of an owner whose key ends so, save one: what somebody changed by hand is held all the same. */
export const leaveCommand = (ending: string, owner: string, kept = ""): Command =>
    cmd`sysctl_leave ${ending} ${markOf(owner)} ${record(kept)}`;

/** Sets a value, counted by owner: the last one to let go restores what was there before the first. */
export const holdStep = (key: string, value: string, owner: string): Step =>
    step(holdCommand(key, value, owner), releaseCommand(key, owner));

export const freeSysctl = (key: string, value: string, owner: string): Command =>
    cmd`free_sysctl ${record(key)} ${procFile(key)} ${value} ${markOf(owner)}`;

/** The value, or without one what was there before the first who held it, does not cut the connection to the host. */
export const keepsSysctl = (key: string, value = ""): Command =>
    cmd`keeps_sysctl ${record(key)} ${procFile(key)} ${value}`;
