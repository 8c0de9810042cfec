import { readableName } from "../../naming";
import { endpoint as table } from "../../spec/endpoint";
import type { Problem } from "../../spec/schema/inputs";
import { derived, isKnown } from "../../spec/schema/unknown";
import type { Inputs, State } from "../../spec/types";
import { define } from "../define";
import { cmd } from "../kernel/command";
import { notManagement } from "../kernel/management";
import { planCable } from "./cable-plan";
import {
    cableOf,
    cableThere,
    isStrange,
    isThere,
    netnsOf,
    netnsThere,
    noStrangers,
    partsIn,
    partsOf,
    whose,
} from "./endpoint-parts";
import { netnsDeeds } from "./netns";
import { elsewhere, vethDeeds } from "./veth";
import { endProblems, macOf } from "./veth-end";

type Endpoint = Inputs<typeof table>;

/** A namespace and the cable into it, made of the steps of both (ip-netns(8), veth(4)). */
export const endpoint = define(table, {
    complete(inputs) {
        const name = inputs.name ?? readableName(inputs.owner, { max: 64 });
        const netns = inputs.netns ?? name;
        const called = derived(name, () => readableName(name, { prefix: "veth-" }));
        const port = { up: true, mtu: inputs.mtu, ...inputs.port, name: inputs.port?.name ?? called };
        const seed = `${inputs.host.name}/${netns}/${inputs.interface}`;
        return {
            ...inputs,
            ...{ name, netns, own: inputs.own ?? inputs.netns === undefined, mac: macOf(inputs, seed) },
            port: { ...port, mac: macOf({ ...port, addresses: [] }, `${seed}/port`) },
        };
    },
    problems: (inputs) => [
        ...endProblems("", cableOf(inputs).peer),
        ...(inputs.own === false ? strangeProblems(inputs) : []),
    ],
    identity: ({ name }) => `endpoint/${name}`,
    links: ({ own, netns, interface: name, port }) => [
        ...(own ? [[netns, "lo"] as const] : []),
        ["", port.name],
        [netns, name],
    ],
    look: (inputs) => [...(inputs.own ? netnsDeeds.look(netnsOf(inputs)) : []), ...vethDeeds.look(cableOf(inputs))],
    parse(facts, owned) {
        const netns = owned.own ? netnsDeeds.parse(facts, netnsOf(owned)) : undefined;
        const cable = vethDeeds.parse(facts, cableOf(owned));
        if (!netns && !cable) return undefined;
        const parts = partsOf(owned, netns, cable);
        const owner = whose(parts, owned.owner);
        // A stranger's part counts as missing: it is neither ours to show nor to take away.
        const ours = <P>(part: P | undefined, mark: string | undefined) =>
            isStrange(mark, owned.owner) && mark !== owner ? undefined : part;
        const [space, link] = [ours(netns, parts.netns), ours(cable, parts.cable)];
        const inside = link?.peer.name ? link.peer : undefined;
        const port = link ?? { ...owned.port, up: false };
        return {
            owner,
            unfinished: space?.unfinished || link?.unfinished,
            bridge: link?.master ?? "",
            addresses: inside?.addresses ?? [],
            routes: inside?.routes ?? [],
            mac: inside?.mac ?? owned.mac,
            mtu: inside?.mtu ?? owned.mtu,
            hairpin: link?.hairpin ?? false,
            isolated: link?.isolated ?? false,
            up: inside?.up ?? false,
            port: { name: port.name, mac: port.mac, mtu: port.mtu, up: port.up },
            loopback: owned.own ? (space?.loopback ?? false) : owned.loopback,
            sysctls: owned.own ? (space?.sysctls ?? {}) : owned.sysctls,
            ifindex: link?.ifindex ?? 0,
            parts: Object.values(parts).every((mark) => mark === owner) ? undefined : { ...parts },
        };
    },
    converge(seen, wanted, known) {
        const parts = seen && partsIn(seen);
        const space = seen && isThere(parts?.netns) ? netnsThere(seen, parts.netns) : undefined;
        const link = seen && isThere(parts?.cable) ? cableThere(seen, parts.cable, parts.interface) : undefined;
        if (link && !known && parts?.cable === "" && parts.interface === "missing")
            return { demands: [notManagement(link), cmd`refuse ${elsewhere(cableOf(wanted))}`], steps: [] };
        const intoNew = wanted.own && !space;
        const netns = wanted.own ? netnsDeeds.converge(space, netnsOf(wanted)) : { demands: [], steps: [] };
        const cable = planCable(link, cableOf(wanted), { intoNew });
        return {
            demands: [...(parts ? noStrangers(parts, wanted) : []), ...netns.demands, ...cable.demands],
            steps: [...netns.steps, ...cable.steps],
        };
    },
    giveBack(seen, before) {
        const [there, were] = [partsIn(seen), partsIn(before)];
        // A cable goes with the namespace that it leads into.
        if (seen.own && were.netns !== "") return { demands: [], steps: [], gone: endpointGone(seen).steps };
        const netns = seen.own
            ? netnsDeeds.giveBack(netnsThere(seen, there.netns ?? ""), netnsThere(before, ""))
            : undefined;
        const cable = isThere(there.cable) ? cableThere(seen, there.cable, there.interface) : undefined;
        const lent = were.cable === "" ? cableThere(before, "", were.interface) : undefined;
        const returned = cable && lent && vethDeeds.giveBack(cable, lent);
        const gone = cable && !lent ? vethDeeds.remove(cable) : undefined;
        return {
            demands: [netns, returned, gone].flatMap((plan) => plan?.demands ?? []),
            steps: [netns, returned].flatMap((plan) => plan?.steps ?? []),
            gone: gone?.steps ?? [],
        };
    },
    remove: endpointGone,
});

/** Takes away what is ours of it. */
function endpointGone(seen: State<typeof table>) {
    const parts = partsIn(seen);
    const isOurs = (mark: string | undefined): mark is string => isThere(mark) && !isStrange(mark, seen.owner);
    const netns = isOurs(parts.netns) ? netnsDeeds.remove(netnsThere(seen, parts.netns)) : undefined;
    const cable = isOurs(parts.cable) ? vethDeeds.remove(cableThere(seen, parts.cable, parts.interface)) : undefined;
    const [before, drop] = [netns?.steps.slice(0, -1) ?? [], netns?.steps.slice(-1) ?? []];
    return {
        demands: [...(netns?.demands ?? []), ...(cable?.demands ?? [])],
        // The cable goes before its namespace, which would take it along behind our back; processes go before both.
        steps: [...before, ...(cable?.steps ?? []), ...drop],
    };
}

/** What is said of a namespace that is somebody else's. */
const strangeProblems = ({ netns, loopback, sysctls, killProcesses }: Endpoint): Problem[] =>
    [
        { property: "loopback", given: loopback === false },
        { property: "sysctls", given: isKnown(sysctls) && Object.keys(sysctls).length > 0 },
        { property: "killProcesses", given: killProcesses === true },
    ].flatMap(({ property, given }) =>
        given
            ? [{ property, reason: `is of the namespace ${netns}, which the endpoint does not make: give it there` }]
            : [],
    );
