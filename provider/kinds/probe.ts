import { addressFamily } from "../../addressing";
import { physicalName } from "../../naming";
import { integer } from "../inputs";
import { cmd } from "../kernel/command";
import { section } from "../kernel/facts";
import type { Common, Kind } from "../kind";
import { address, common, mtu, name, netnsName } from "./fields";

interface Inputs extends Common {
    readonly target: string;
    readonly netns?: string;
    readonly mtu?: number;
    readonly timeoutSeconds: number;
}

/** IP and ICMP headers, which count as part of the packet but not of what ping is told. */
const headers = (target: string): number => (addressFamily(target) === 6 ? 48 : 28);

/** Whether an address answers (ping(8)): made by nobody, only looked at; it is there as long as there is an answer. */
export const probe: Kind<Inputs> = {
    type: "Probe",
    noun: "probe",
    readonly: true,
    shape: {
        ...common,
        name: name(64).optional(),
        target: address,
        netns: netnsName.optional(),
        mtu: mtu.optional(),
        timeoutSeconds: integer(1, 30).default(5),
    },
    complete: (inputs) => ({ ...inputs, name: inputs.name ?? physicalName(inputs.owner, { max: 64 }) }),
    problems: () => [],
    replaces: ["name"],
    identity: (inputs) => `probe/${inputs.name}`,
    look: ({ target, netns, mtu: size, timeoutSeconds }) => [
        cmd`probe_facts ${netns ?? ""} ${target} ${timeoutSeconds} ${size === undefined ? "" : size - headers(target)}`,
    ],
    parse: (facts, owned) => (section(facts, "probe") ? owned : undefined),
    converge: () => ({ demands: [], steps: [] }),
    remove: () => ({ demands: [], steps: [] }),
};
