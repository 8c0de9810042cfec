import { addressFamily } from "../../addressing";
import { physicalName } from "../../naming";
import { probe as table } from "../../spec/probe";
import { define } from "../define";
import { cmd } from "../kernel/command";
import { section } from "../kernel/facts";

/** IP and ICMP headers, which count as part of the packet but not of what ping is told. */
const headers = (target: string): number => (addressFamily(target) === 6 ? 48 : 28);

/** Whether an address answers (ping(8)): made by nobody, only looked at; it is there as long as there is an answer. */
export const probe = define(table, {
    complete: (inputs) => ({ ...inputs, name: inputs.name ?? physicalName(inputs.owner, { max: 64 }) }),
    identity: (inputs) => `probe/${inputs.name}`,
    look: ({ target, netns, mtu: size, timeoutSeconds }) => [
        cmd`probe_facts ${netns ?? ""} ${target} ${timeoutSeconds} ${size === undefined ? "" : size - headers(target)}`,
    ],
    parse: (facts, { owner }) => (section(facts, "probe") ? { owner } : undefined),
});
