import { contains } from "../../addressing";
import type { Problem } from "../../spec/schema/inputs";
import { isKnown } from "../../spec/schema/unknown";
import type { Route } from "../kernel/route";

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
