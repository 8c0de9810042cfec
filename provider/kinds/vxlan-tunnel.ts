import { macFromText, networkOf } from "../../addressing";
import { ownerIn } from "../../naming";
import { derived } from "../../spec/schema/unknown";
import { vxlanTunnel as table } from "../../spec/vxlan-tunnel";
import { define } from "../define";
import { cmd, step } from "../kernel/command";
import { fdbIn, fdbKeys, lines, switchedIn } from "../kernel/fdb";
import { linkIn } from "../kernel/link";
import { keepsConnection, notManagement } from "../kernel/management";
import { neighbourSteps, neighboursIn } from "../kernel/neighbour";
import { inOrderOf } from "../kernel/order";
import { inPlace, rulesIn, rulesLook, rulesSteps } from "../kernel/rules";
import { mustBe } from "./taken-link";
import { guardRules } from "./vxlan-guard";
import type { TunnelInputs, TunnelState } from "./vxlan-plan";
import { checksumIn, entriesOf, guarded, guardName, overhead, underlayIn, underlayTool } from "./vxlan-plan";
import { tunnelProblems } from "./vxlan-problems";
import { allEntries, neighboursOn, nothing, tunnelSteps } from "./vxlan-steps";

/** What a tunnel may have no value for. */
const unnamed = {
    device: undefined,
    local: undefined,
    group: undefined,
    remote: undefined,
    neighborsOn: undefined,
    unswitched: undefined,
};

/** A VXLAN tunnel end point (RFC 7348, ip-link(8), type vxlan). */
export const vxlanTunnel = define(table, {
    complete(inputs) {
        const seed = `${inputs.host.name}/vxlan/${inputs.vni}/${inputs.port}`;
        const complete = {
            ...inputs,
            learning: inputs.learning ?? (inputs.group !== undefined || inputs.remote !== undefined),
            // From host and VNI: a tunnel that is made again has the same MAC, so no entry elsewhere goes stale.
            mac: inputs.mac ?? derived(seed, () => macFromText(seed)),
            // Said or not, auto is the same, so that a program that begins to say it changes nothing.
            txChecksum: inputs.txChecksum === "auto" ? undefined : inputs.txChecksum,
        };
        return { ...complete, rules: guardRules(complete) };
    },
    problems: tunnelProblems,
    identity: ({ name }) => `link/${name}`,
    links: ({ name }) => [["", name]],
    look: (inputs, wanted = inputs) => [
        cmd`tunnel_facts ${inputs.name} ${neighboursOn(inputs)} ${inputs.device ?? ""} ${inputs.local ?? ""} ${
            inputs.entries === "shared" ? fdbKeys([...allEntries(inputs), ...allEntries(wanted)]) : ""
        } ${lines([...inputs.neighbors, ...wanted.neighbors].map((item) => item.address))} ${inputs.txChecksum ?? ""}`,
        ...(inputs.allowFrom === "any"
            ? []
            : [rulesLook(underlayTool(inputs), guardName(inputs), "raw", "mangle", "filter")]),
    ],
    parse(facts, owned) {
        const found = linkIn(facts, undefined, owned.name);
        const guard = rulesIn(facts, owned.owner);
        if (!found) return guard && { ...unnamed, ...owned, ...nothing, owner: guard.owner, rules: guard.rules };
        mustBe("vxlan", "VXLAN tunnel", found, owned);
        const { data } = found;
        const textOf = (...keys: (keyof typeof data)[]) =>
            keys.map((key) => data[key]).find((value) => typeof value === "string");
        const group = textOf("group", "group6");
        const remote = textOf("remote", "remote6");
        const underlay = underlayIn(facts);
        const fits = underlay.mtu > 0 && found.mtu === underlay.mtu - overhead(owned);
        const checksum = checksumIn(facts);
        const fdb = entriesOf(fdbIn(facts, owned.name), group ?? remote);
        const switched = switchedIn(facts, owned.name);
        const suppresses = found.port.neigh_suppress === true;
        const unswitched = fdb.forwarding.map(({ mac }) => mac).filter((mac) => suppresses && !switched.includes(mac));
        return {
            owner: ownerIn(found.alias, owned.owner),
            unfinished: found.unfinished || undefined,
            vni: Number(data.id),
            port: Number(data.port),
            device: owned.device === undefined ? undefined : (textOf("link") ?? ""),
            local: owned.local === undefined ? undefined : textOf("local", "local6"),
            group,
            remote,
            learning: data.learning === true,
            master: found.master,
            addresses: inOrderOf(owned.addresses, found.addresses),
            mac: found.mac,
            mtu: owned.mtu === "auto" && fits ? ("auto" as const) : found.mtu,
            // A bridge answers only for MACs that it has an entry for itself.
            suppressNeighbors: suppresses && unswitched.length === 0,
            unswitched: unswitched.length > 0 ? unswitched : undefined,
            up: found.up,
            ...fdb,
            neighbors: neighboursIn(facts, neighboursOn(owned)),
            neighborsOn: neighboursOn(owned) === (found.master ?? owned.name) ? undefined : neighboursOn(owned),
            rules: inPlace(owned.rules, guard?.rules ?? []),
            // Where it is left to the kernel, only an old one is asked, and there it should be off.
            txChecksum: owned.txChecksum === undefined && checksum === "off" ? undefined : checksum,
            ifindex: found.index,
            linkMtu: found.mtu,
            underlayMtu: underlay.mtu,
        };
    },
    converge(seen, wanted) {
        const { name } = wanted;
        const there = seen && seen.ifindex > 0 ? seen : undefined;
        const before: TunnelInputs & Pick<TunnelState, "unswitched"> = there ?? {
            ...wanted,
            ...nothing,
            mac: wanted.mac,
            rules: seen?.rules ?? [],
        };
        return {
            demands: [
                ...keepsConnection(there && { ...there, routes: [] }, { ...wanted, routes: [] }, wanted.allowOverlap),
                ...wanted.neighbors
                    .filter((item) => !before.neighbors.some((old) => old.address === item.address))
                    .map((item) => cmd`not_hop ${neighboursOn(wanted)} ${item.address}`),
                ...(there ? [] : [cmd`free_vni ${wanted.vni} ${wanted.port} ${name} ${underlayTool(wanted)}`]),
                ...(there && before.txChecksum === wanted.txChecksum
                    ? []
                    : [wanted.txChecksum ? cmd`has_tool ethtool ethtool` : cmd`can_checksum`]),
                ...(wanted.allowOverlap
                    ? []
                    : wanted.addresses
                          .filter((item) => !before.addresses.includes(item))
                          .map((item) => cmd`free_prefix ${""} ${name} ${networkOf(item)}`)),
            ],
            steps: tunnelSteps(there, before, wanted),
        };
    },
    giveBack(seen, before) {
        const { mtu: _, ...was } = before;
        return {
            demands: [notManagement({ name: seen.name })],
            steps: tunnelSteps(seen, seen, { ...was, mtu: before.linkMtu, rules: [] }),
        };
    },
    remove: (seen) => ({
        demands: seen.ifindex > 0 ? [notManagement({ name: seen.name })] : [],
        steps: [
            ...neighbourSteps(seen.neighbors, [], neighboursOn(seen)),
            ...(guarded(seen) ? rulesSteps(underlayTool(seen), guardName(seen), seen.owner, seen.rules, []) : []),
            ...(seen.ifindex > 0 ? [step(cmd`ip link del dev ${seen.name}`)] : []),
        ],
    }),
});
