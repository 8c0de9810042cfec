import { macFromAddress, macFromText, networkOf } from "../../addressing";
import { ownerIn, ownerMark } from "../../naming";
import { bridge as table } from "../../spec/bridge";
import type { Problem } from "../../spec/schema/inputs";
import { derived, isKnown } from "../../spec/schema/unknown";
import type { Inputs } from "../../spec/types";
import { define } from "../define";
import { layer3Steps, lostWhenDown, withoutRoutes } from "../kernel/address";
import { attributeSteps } from "../kernel/attributes";
import { cmd, ip, step } from "../kernel/command";
import { linkIn } from "../kernel/link";
import { keepsConnection, notManagement } from "../kernel/management";
import { stackMarks, unfinishedGroup } from "../kernel/mark";
import { inOrderOf } from "../kernel/order";
import { rpFilterIn, rpFilterLook, rpFilterSteps } from "../kernel/rp-filter";
import { sizeProblems } from "./link-problems";
import { mustBe } from "./taken-link";

type Bridge = Inputs<typeof table>;

const stp = (on: boolean) => ["type", "bridge", "stp_state", on ? "1" : "0"];

/** A bridge (ip-link(8), type bridge). */
export const bridge = define(table, {
    complete(inputs) {
        // Said or not, loose is the same, so that a program that begins to say it changes nothing.
        const rpFilter = inputs.rpFilter === "loose" && !inputs.netns ? undefined : inputs.rpFilter;
        return { ...inputs, rpFilter, mac: inputs.mac ?? derivedMac(inputs) };
    },
    problems(inputs): Problem[] {
        const { macFromAddress: fromAddress, addresses: list } = inputs;
        return [
            ...(fromAddress === true && isKnown(list) && list.length === 0
                ? [{ property: "macFromAddress", reason: "needs an address in addresses to take the MAC from" }]
                : []),
            ...sizeProblems("", inputs),
            ...(inputs.netns && inputs.rpFilter
                ? [{ property: "rpFilter", reason: "is for bridges of the host: cannot be given together with netns" }]
                : []),
        ];
    },
    identity: ({ netns, name }) => (netns ? `${netns}/link/${name}` : `link/${name}`),
    links: ({ netns, name }) => [[netns ?? "", name]],
    look: ({ netns, name }) => [cmd`link_facts ${netns ?? ""} ${name}`, ...(netns ? [] : [rpFilterLook(name)])],
    parse(facts, owned) {
        const found = linkIn(facts, owned.netns, owned.name);
        if (!found) return undefined;
        mustBe("bridge", "bridge", found, owned);
        const rpFilter = rpFilterIn(facts, owned.name);
        return {
            owner: ownerIn(found.alias, owned.owner),
            unfinished: found.unfinished || undefined,
            addresses: inOrderOf(owned.addresses, found.addresses),
            mac: found.mac,
            mtu: found.mtu,
            stp: found.data.stp_state !== 0,
            up: found.up,
            rpFilter: rpFilter === "loose" ? undefined : (rpFilter ?? owned.rpFilter),
            ifindex: found.index,
        };
    },
    converge(seen, wanted) {
        const { name, netns } = wanted;
        const link = cmd`${ip(netns)} link`;
        // The MAC is given at creation: a bridge without one takes its lowest port's and changes with it. So it does with
        // the MTU, unless that was changed once (BR_OPT_MTU_SET_BY_USER): it starts with another one.
        const first = wanted.mtu > 68 ? wanted.mtu - 1 : wanted.mtu + 1;
        const made = [
            step(
                cmd`${link.words} add name ${name} group ${unfinishedGroup} address ${wanted.mac} mtu ${first} ${stp(wanted.stp)}`,
                cmd`${link.words} del dev ${name}`,
            ),
        ];
        const before: Bridge = seen ?? { ...wanted, owner: "", mtu: first, up: false, addresses: [] };
        const fresh = wanted.addresses.filter((item) => !before.addresses.includes(item));
        return {
            demands: [
                ...keepsConnection(seen && { ...seen, routes: [] }, { ...wanted, routes: [] }, wanted.allowOverlap),
                ...(wanted.allowOverlap
                    ? []
                    : fresh.map((item) => cmd`free_prefix ${netns ?? ""} ${name} ${networkOf(item)}`)),
            ],
            steps: [
                ...(seen ? [] : made),
                ...attributeSteps(before, wanted, netns, name, {
                    fresh: !seen,
                    down: lostWhenDown(withoutRoutes(before), netns, name),
                }),
                ...(before.stp === wanted.stp
                    ? []
                    : [
                          step(
                              cmd`${link.words} set dev ${name} ${stp(wanted.stp)}`,
                              cmd`${link.words} set dev ${name} ${stp(before.stp)}`,
                          ),
                      ]),
                ...layer3Steps(withoutRoutes(before), withoutRoutes(wanted), netns, name),
                ...(netns ? [] : rpFilterSteps(seen && (seen.rpFilter ?? "loose"), wanted.rpFilter, name)),
            ],
        };
    },
    remove: ({ netns, name, owner }) => ({
        demands: [notManagement({ name, netns }), cmd`own_ports ${netns ?? ""} ${name} ${stackMarks(owner)}`],
        steps: [step(cmd`${ip(netns)} link del dev ${name}`)],
    }),
});

/** The MAC of a bridge that is given none: the same whenever and wherever it is made again. */
function derivedMac({
    host,
    name,
    netns,
    addresses: list,
    macFromAddress: fromAddress,
}: Omit<Bridge, "mac" | "rpFilter">): string {
    const [first] = list;
    if (fromAddress && first) return derived([first, fromAddress], () => macFromAddress(first.split("/")[0] as string));
    return derived([host.name, netns, name, fromAddress], () =>
        macFromText(ownerMark(`${host.name}/${netns ?? ""}/${name}`)),
    );
}
