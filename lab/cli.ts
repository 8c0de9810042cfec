import { constants } from "node:os";
import { Command, InvalidArgumentError } from "commander";
import { execa } from "execa";
import { labDown } from "./down";
import { CLEAN, enter } from "./exec";
import { findLab, findLabs } from "./find";
import { type Lab, nodePid } from "./lab";
import { completeOptions } from "./options";
import { labDir } from "./place";
import { planLab } from "./plan";
import { renderStatus } from "./status";
import { isAsAsked, labUp } from "./up";

const program = new Command("lab")
    .description("simulated hosts on this machine: own network, own files, own sshd")
    .enablePositionalOptions();

const named = (name: string, about: string) =>
    program.command(name).description(about).option("-n, --name <name>", "which lab", "lab");

named("up", "bring a lab up; one that is there and healthy stays as it is")
    .option("--hosts <count>", "how many hosts (default: 3)", parseCount)
    .option("--subnet <cidr>", "the underlay, /16 to /24 (default: 172.16.1.0/24 for lab, else a free one)")
    .option("--mtu <bytes>", "MTU of the underlay (default: 1500)", parseCount)
    .action(async (options: { name: string; hosts?: number; subnet?: string; mtu?: number }) => {
        const there = findLab(options.name);
        const wanted = { ...there?.plan.options, ...options };
        if (there && !isAsAsked(there, planLab(completeOptions(wanted)))) {
            const { subnet, hosts, mtu } = there.plan.options;
            throw new Error(
                `lab ${options.name} is there with ${hosts} hosts on ${subnet} and MTU ${mtu}: take it down first, or choose another --name`,
            );
        }
        const lab = await labUp(wanted);
        console.log(await renderStatus([lab]));
        console.log(`ssh -F ${lab.sshConfig} ${lab.hosts[0]?.name}`);
    });

named("down", "take a lab down and leave nothing of it").action(async ({ name }: { name: string }) => {
    console.log((await labDown(name)) ? `lab ${name} is gone` : `there is no lab ${name}`);
});

program
    .command("status")
    .description("a table of the labs and their hosts")
    .option("-n, --name <name>", "only this lab")
    .action(async ({ name }: { name?: string }) => {
        const labs = name === undefined ? findLabs() : [existing(name)];
        console.log(labs.length > 0 ? await renderStatus(labs) : "there is no lab");
    });

named("exec", "run a command as root on host1..., outside or underlay, and pass on its exit status")
    .passThroughOptions()
    .argument("<node>")
    .argument("<command...>")
    .action(async (node: string, words: string[], options: { name: string }) => {
        const { name, command } = own(words, options.name);
        await passOn("nsenter", enter(nodePid(existing(name).dir, node), command), CLEAN);
    });

named("ssh", "open a shell on a host, or run a command there, over ssh")
    .passThroughOptions()
    .argument("<host>")
    .argument("[command...]")
    .action(async (host: string, words: string[], options: { name: string }) => {
        const { name, command } = own(words, options.name);
        await passOn("ssh", ["-F", existing(name).sshConfig, "--", host, ...command], {});
    });

function existing(name: string): Lab {
    const lab = findLab(name);
    if (!lab) throw new Error(`there is no lab ${name} in ${labDir(name)}: bring it up with npm run lab -- up`);
    return lab;
}

async function passOn(file: string, argv: string[], options: typeof CLEAN | object): Promise<void> {
    const result = await execa(file, argv, { ...options, stdio: "inherit", reject: false });
    process.exitCode = result.exitCode ?? 128 + (result.signal ? constants.signals[result.signal] : 0);
}

/** Which lab is meant, and the command: `--name` may stand behind the host as well, and `--` is not part of the command. */
function own(words: string[], name: string): { name: string; command: string[] } {
    const [first = "", second] = words;
    const [, joined] = /^--name=(.*)$/.exec(first) ?? [];
    if (joined !== undefined) return own(words.slice(1), joined);
    if (["-n", "--name"].includes(first) && second !== undefined) return own(words.slice(2), second);
    return { name, command: first === "--" ? words.slice(1) : words };
}

function parseCount(text: string): number {
    if (!/^\d+$/.test(text)) throw new InvalidArgumentError("a whole number is wanted.");
    return Number(text);
}

program.parseAsync().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
});
