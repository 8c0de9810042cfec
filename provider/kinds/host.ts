import { isAddress } from "../../addressing";
import { host as table } from "../../spec/host";
import { define } from "../define";
import { adopterWarnings } from "../kernel/adopters";
import { cmd } from "../kernel/command";
import { section } from "../kernel/facts";
import { link } from "../kernel/link";
import { leaveMachine, onceOnly } from "../kernel/machines";
import { networks } from "../kernel/networks";

/** A host: made by nobody, only looked at. Its state holds nothing that our own work changes. */
export const host = define(table, {
    complete: (inputs) => ({ ...inputs, name: inputs.host.name }),
    identity: () => "host",
    problems: () =>
        process.platform === "win32"
            ? [{ property: "host", reason: "cannot be reached from Windows: run Pulumi on Linux or macOS, as in WSL" }]
            : [],
    look: (inputs) => [cmd`host_facts ${isAddress(inputs.host.address ?? "") ? (inputs.host.address as string) : ""}`],
    parse(facts, owned) {
        const found = section(facts, "host");
        const device = found && link(found);
        if (!found || !device) return undefined;
        onceOnly(facts.surroundings.find((line) => line.startsWith("~ machine "))?.slice(10), owned.host.name);
        const facts_ = found.lines.filter((line) => line.startsWith("= ")).map((line) => line.slice(2));
        const value = (key: string) => facts_.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? "";
        const tools = facts_
            .filter((line) => line.startsWith("tool "))
            .map((line) => line.slice(5).split(/ (.*)/, 2) as [string, string?]);
        const warnings = adopterWarnings(facts_);
        return {
            owner: owned.owner,
            device: device.name,
            deviceMtu: device.mtu,
            deviceAddresses: device.addresses,
            kernel: value("kernel"),
            bootId: value("boot"),
            iproute2: value("iproute2"),
            routes: networks(facts_.filter((line) => line.startsWith("route ")).map((line) => line.slice(6))),
            tools: Object.fromEntries(tools.map(([tool, version = ""]) => [tool, version])),
            warnings: warnings.length > 0 ? warnings : undefined,
        };
    },
    forget: ({ host }) => leaveMachine(host.name),
    notice: (before, now) =>
        before.bootId && before.bootId !== now.bootId
            ? `${now.name} rebooted since it was last looked at: what had been made on it is gone, \`pulumi up\` makes it again.`
            : undefined,
    warnings: ({ warnings = [] }) => warnings,
});
