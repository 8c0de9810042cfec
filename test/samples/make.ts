import * as hostnet from "../../sdk";

type Class = new (name: string, args: object) => hostnet.HostnetResource;

const classes = new Map(Object.entries(hostnet));

/** A resource of a kind, as a program makes it. */
export function make(type: string, name: string, args: object): hostnet.HostnetResource {
    const found = classes.get(type);
    if (!found) throw new Error(`sdk/index.ts exports no ${type}`);
    const Kind = found as unknown as Class;
    return new Kind(name, args);
}
