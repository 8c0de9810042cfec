/**
 * A last word on the args of one kind of child: what is given replaces what the component would have set, or a function
 * gets the args and the child's logical name and returns the ones to use.
 */
export type Transform<Args> = Partial<Args> | ((args: Args, name: string) => Args);

/** The args of a child, with the program's last word on them. */
export function transformed<Args>(transform: Transform<Args> | undefined, args: Args, name: string): Args {
    return typeof transform === "function" ? transform(args, name) : { ...args, ...transform };
}
