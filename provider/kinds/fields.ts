import { unknownValue } from "@pulumi/pulumi/runtime";
import {
    canonicalAddress,
    canonicalInterfaceAddress,
    canonicalMac,
    canonicalNetwork,
    contains,
} from "../../addressing";
import { nameProblem } from "../../naming";
import { destination as leadsTo } from "../../spec/fields";
import { flag, integer, isKnown, list, type Problem, text } from "../inputs";
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

export const destination = text(leadsTo.canonical);
export const addresses = list(interfaceAddress);

/** What is made up from other values: not known while one of them is not. */
export const derived = (from: unknown, make: () => string): string => (isKnown(from) ? make() : unknownValue);

/** The inputs of every resource that is on a host. */
export const common = {
    host: connection,
    owner: text((value) => value),
    adopt: flag.default(false),
};

/** Problems of the routes of a link: all of one is of the same family, and its gateway is reachable from one of the addresses. */
export const routeProblems = (
    property: string,
    end: { readonly addresses: readonly string[]; readonly routes: readonly Route[] },
): Problem[] => [...familyProblems(property, end.routes), ...gatewayProblems(property, end)];

const familyProblems = (property: string, routes: readonly Route[]): Problem[] =>
    routes.flatMap(({ to, via, source }, index) => {
        const isV6 = (text: string) => text.includes(":");
        const first = to !== "default" && isKnown(to) ? to : via;
        return Object.entries({ via, source }).flatMap(([key, value]) =>
            value && first && isKnown(value, first) && isV6(value) !== isV6(first)
                ? [
                      {
                          property: `${property}routes[${index}].${key}`,
                          reason: `${value} is not of the same address family as ${first}`,
                      },
                  ]
                : [],
        );
    });

function gatewayProblems(
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
