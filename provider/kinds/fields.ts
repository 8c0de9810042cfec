import { unknownValue } from "@pulumi/pulumi/runtime";
import type { z } from "zod";
import {
    canonicalAddress,
    canonicalInterfaceAddress,
    canonicalMac,
    canonicalNetwork,
    contains,
    isAddress,
} from "../../addressing";
import { nameProblem } from "../../naming";
import { flag, integer, isKnown, known, list, object, type Problem, text } from "../inputs";
import type { Route } from "../kernel/route";
import { connection } from "./connection";

/** A name of the one grammar, at most `max` bytes. */
export const name = (max?: number) =>
    text((value) => {
        const problem = nameProblem(value, max);
        if (problem) throw new Error(problem);
        return value;
    });

/** The name of a link: 15 bytes. */
export const linkName = name();
/** The name of a network namespace: a file name. */
export const netnsName = name(64);
export const address = text(canonicalAddress);
/** An address with the prefix of its network, `10.0.0.5/24`. */
export const interfaceAddress = text(canonicalInterfaceAddress);
/** A network, `10.0.0.0/24`, without host bits. */
export const network = text(canonicalNetwork);
export const mac = text((value) => canonicalMac(value));
/** The kernel's own limits: IPv6 needs 1280, an Ethernet-like device takes 68 to 65535. */
export const mtu = integer(68, 65535);

const leadsTo = (value: string): string => {
    if (value === "default") return value;
    const to = canonicalNetwork(isAddress(value) ? `${value}/${value.includes(":") ? 128 : 32}` : value);
    return to === "0.0.0.0/0" ? "default" : to;
};

/** Where a route leads: a network, an address alone, or `default`. */
export const destination = text(leadsTo);

const route = known(
    object({
        to: destination,
        via: address.optional(),
        metric: integer(1, 4294967295).optional(),
        source: address.optional(),
        onlink: flag.optional(),
    }).transform(({ onlink, ...row }, context) => {
        const isV6 = (text: string) => text.includes(":");
        const others = Object.entries({ via: row.via, source: row.source }).filter(
            ([, value]) => value && isKnown(value),
        );
        const first = row.to !== "default" && isKnown(row.to) ? row.to : row.via;
        for (const [key, value] of others)
            if (first && isKnown(first) && isV6(value as string) !== isV6(first))
                context.addIssue({
                    code: "custom",
                    path: [key],
                    message: `${value} is not of the same address family as ${first}`,
                });
        // Where there is a gateway it tells the family of a default route, as in what the kernel prints.
        const to = row.to === "::/0" && row.via ? "default" : row.to;
        return { ...row, to, ...(onlink && { onlink }) };
    }),
) as z.ZodType<Route>;

/** What two routes of a link cannot both be: the same to the kernel (routeKey). */
const sameRoute = ({ to, via, metric }: Route): string =>
    `the ${via?.includes(":") && to === "default" ? "IPv6 " : ""}route to ${to}${metric === undefined ? "" : ` with metric ${metric}`}`;

export const routes = list(route, { key: sameRoute });
export const addresses = list(interfaceAddress);

/** What is made up from other values: not known while one of them is not. */
export const derived = (from: unknown, make: () => string): string => (isKnown(from) ? make() : unknownValue);

/** The inputs of every resource that is on a host. */
export const common = {
    host: connection,
    owner: text((value) => value),
    adopt: flag.default(false),
};

/** Problems of the gateways of a link: each must be reachable from one of its addresses. */
export function gatewayProblems(
    property: string,
    end: { readonly addresses: readonly string[]; readonly routes: readonly Route[] },
): Problem[] {
    if (!isKnown(end.addresses, end.routes)) return [];
    return end.routes.flatMap(({ via, onlink }, index) =>
        !via || onlink || via.startsWith("fe80:") || end.addresses.some((item) => contains(item, via))
            ? []
            : [
                  {
                      property: `${property}routes[${index}].via`,
                      reason: `the gateway ${via} is in none of the networks of ${end.addresses.join(", ") || "a link without addresses"}; choose one that is, or set onlink`,
                  },
              ],
    );
}

/** The kernel switches IPv6 off, addresses and all, on a link whose MTU is below 1280 (RFC 8200, section 5). */
export function sizeProblems(
    property: string,
    end: { readonly addresses: readonly string[]; readonly mtu: number | "auto" },
): Problem[] {
    const address = end.addresses.find((item) => isKnown(item) && item.includes(":"));
    return address && isKnown(end.mtu) && end.mtu !== "auto" && end.mtu < 1280
        ? [
              {
                  property: `${property}mtu`,
                  reason: `${end.mtu} is too small for the IPv6 address ${address}: IPv6 needs 1280`,
              },
          ]
        : [];
}
