import { address, destination, flag, list, metric, object } from "./fields";

/** What a route of a link and one of the host's own table say alike. */
export const routeSource = {
    type: address,
    meaning: "The address that packets from this host take as their source.",
    absent: "the kernel chooses one of the link",
} as const;

/** A route of a link (ip-route(8)). */
export const linkRoute = object(
    "LinkRoute",
    "A route of a link (ip-route(8)), `proto static`.",
    {
        to: { type: destination, meaning: "Where it leads.", required: true },
        via: {
            type: address,
            meaning: "The gateway; it must be in one of the link's networks, unless `onlink`.",
            absent: "none, the network is on the link",
        },
        metric: {
            type: metric,
            meaning: "Among several routes to the same network the lowest metric wins.",
            absent: "the kernel's (0, in IPv6 1024)",
        },
        source: routeSource,
        onlink: {
            type: flag,
            meaning: "Take the gateway to be on the link although no address of the link says so.",
            implied: false,
        },
    },
    ({ onlink, ...route }) => ({
        ...route,
        // Where there is a gateway it tells the family of a default route, as in what the kernel prints.
        to: route.to === "::/0" && route.via && !isIPv4(route.via) ? "default" : route.to,
        ...(onlink && { onlink }),
    }),
);

const isIPv4 = (text: string): boolean => /^\d+\./.test(text);

/** What two routes of a link cannot both be: the same to the kernel. */
export const linkRoutes = list(linkRoute, {
    key: ({ to, via, metric: number }) =>
        `the ${via?.includes(":") && to === "default" ? "IPv6 " : ""}route to ${to}${number === undefined ? "" : ` with metric ${number}`}`,
});
