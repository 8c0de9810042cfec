import { addressFamily, macFromAddress, macFromText, networkOf } from "../../addressing";
import type { Out } from "../../spec/fields";
import type { Problem } from "../../spec/schema/inputs";
import { derived, isKnown } from "../../spec/schema/unknown";
import type { vethEnd } from "../../spec/veth";
import { layer3Steps, lostWhenDown } from "../kernel/address";
import { type Attributes, attributeSteps } from "../kernel/attributes";
import { type Command, cmd, ip, type Step, step } from "../kernel/command";
import type { Link } from "../kernel/link";
import { inOrderOf } from "../kernel/order";
import { routeKey } from "../kernel/route";
import { routeProblems, sizeProblems } from "./link-problems";

/** One end of the cable. */
export type End = Out<typeof vethEnd>;

/** From the address where there is one, so that the same address always has the same MAC and no ARP entry is stale. */
export function macOf(item: Pick<End, "addresses"> & { readonly mac?: string }, seed: string): string {
    if (item.mac) return item.mac;
    const first = item.addresses[0];
    if (!first) return derived(seed, () => macFromText(seed));
    const bare = (list: readonly string[]) => list.map((text) => text.split("/")[0] as string);
    return derived(item.addresses, () =>
        macFromAddress(bare(item.addresses).find((text) => addressFamily(text) === 4) ?? (bare([first])[0] as string)),
    );
}

/** An end as it is, in terms of the one we know. */
export const endState = (owned: End, link: Link) => ({
    name: link.name,
    netns: owned.netns,
    master: link.master,
    addresses: inOrderOf(owned.addresses, link.addresses),
    routes: inOrderOf(
        owned.routes,
        link.routes.filter((route) => owned.routes.some((known) => routeKey(known) === routeKey(route))),
        routeKey,
    ),
    mac: link.mac,
    mtu: link.mtu,
    hairpin: link.port.hairpin === true,
    isolated: link.port.isolated === true,
    up: link.up,
});

/** Questions whether the networks of new addresses are free. */
export const overlaps = (before: End, wanted: End): Command[] =>
    wanted.addresses
        .filter((item) => !before.addresses.includes(item))
        .map((item) => cmd`free_prefix ${wanted.netns ?? ""} ${wanted.name} ${networkOf(item)}`);

/** Steps from an end as it is to the wanted one. */
export function endSteps(seen: End & Attributes, wanted: End & Attributes, fresh: boolean): Step[] {
    const { netns, name } = wanted;
    const port = (one: End) =>
        cmd`${ip(netns)} link set dev ${name} type bridge_slave hairpin ${onOff(one.hairpin)} isolated ${onOff(one.isolated)}`;
    // A port that changes its bridge starts with the default flags again.
    const at = seen.master === wanted.master ? seen : { ...seen, hairpin: false, isolated: false };
    const flags = wanted.master && (at.hairpin !== wanted.hairpin || at.isolated !== wanted.isolated);
    return [
        ...attributeSteps(seen, wanted, netns, name, {
            fresh,
            down: lostWhenDown(seen, netns, name),
            port: [port(seen)],
        }),
        ...(flags ? [step(port(wanted), ...(seen.master === wanted.master ? [port(seen)] : []))] : []),
        ...layer3Steps(seen, wanted, netns, name),
    ];
}

const onOff = (on: boolean) => (on ? "on" : "off");

/** What is wrong between the properties of an end. */
export function endProblems(prefix: string, item: End): Problem[] {
    const port = isKnown(item.master) && item.master !== undefined;
    return [
        ...routeProblems(prefix, item),
        ...sizeProblems(prefix, item),
        ...(item.up === false && item.routes.length > 0
            ? [
                  {
                      property: `${prefix}routes`,
                      reason: "cannot be given with up: false: a link that is down has no routes",
                  },
              ]
            : []),
        ...(port && item.addresses.length > 0
            ? [
                  {
                      property: `${prefix}addresses`,
                      reason: `a port of bridge ${item.master} takes no addresses: put them on the bridge`,
                  },
              ]
            : []),
        ...(!item.master && (item.hairpin === true || item.isolated === true)
            ? [
                  {
                      property: `${prefix}${item.hairpin === true ? "hairpin" : "isolated"}`,
                      reason: "is a flag of a bridge port: give master too",
                  },
              ]
            : []),
    ];
}
