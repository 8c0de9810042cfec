import { addressFamily } from "../../addressing";
import { probe as table } from "../../spec/probe";
import type { Inputs } from "../../spec/types";
import { define } from "../define";
import { cmd } from "../kernel/command";
import { type Facts, section } from "../kernel/facts";

/** IP and ICMP headers, which count as part of the packet but not of what ping is told. */
const headers = (target: string): number => (addressFamily(target) === 6 ? 48 : 28);

/** How many bytes ping is told to send. */
const payload = ({ target, mtu }: Inputs<typeof table>) => (mtu === undefined ? undefined : mtu - headers(target));

/** Why an address may not have answered: what ping said, and the tunnels that it may be behind. */
function silence({ surroundings }: Facts, inputs: Inputs<typeof table>): string {
    const { target, netns, timeoutSeconds } = inputs;
    const rows = surroundings.map((line) => line.split(" ").slice(1));
    if (rows.some(([word]) => word === "absent")) return `there is no network namespace ${netns} on this host`;
    const size = payload(inputs);
    const asked =
        size === undefined ? "" : `, asked with ${size} bytes and headers in packets that must not be divided`;
    const said = rows.flatMap(([word, ...rest]) => (word === "said" ? ` (${rest.join(" ")})` : []));
    const tunnels = rows.flatMap(([word, name, port, device, ...peers]) => {
        if (word !== "tunnel") return [];
        const over = device === "-" ? "" : ` over ${device}`;
        const others = peers.length > 0 ? peers.join(" ") : "its peers";
        return `; if it is behind the tunnel ${name}, UDP port ${port} must get through${over} between this host and ${others}, and the other end must be there`;
    });
    const silent = `${target} does not answer ping from ${netns ?? "the host"} within ${timeoutSeconds} s`;
    return [silent, asked, ...said, ...tunnels].join("");
}

/** Whether an address answers (ping(8)): made by nobody, only looked at; it is there as long as there is an answer. */
export const probe = define(table, {
    identity: (inputs) => `probe/${inputs.name}`,
    look: (inputs) => [
        cmd`probe_facts ${inputs.netns ?? ""} ${inputs.target} ${inputs.timeoutSeconds} ${payload(inputs) ?? ""}`,
    ],
    parse: (facts, { owner }) => (section(facts, "probe") ? { owner } : undefined),
    missing: silence,
});
