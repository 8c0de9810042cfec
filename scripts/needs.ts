/** What tests need before they can run. */
export interface Needs {
    /** Programs of Debian packages: the lab's, and what a simulated host has to have. */
    readonly packages: boolean;
    /** The compiled package. */
    readonly build: boolean;
    /** That the whole repository is in order. */
    readonly checks: boolean;
    readonly pulumi: boolean;
}

/** Whether a path is a folder, or something in it. */
const isIn = (folder: string) => (path: string) => {
    const plain = path.replace(/^\.\//, "").replace(/\/$/, "");
    return plain === folder || plain.startsWith(`${folder}/`);
};

/** What the files that somebody named need; without names, everything. */
export function needsOf(named: readonly string[]): Needs {
    const isAll = named.length === 0;
    const all = (folder: string) => !isAll && named.every(isIn(folder));
    const pure = all("test/unit");
    return { packages: !pure, build: !pure, checks: isAll, pulumi: !pure && !all("test/lab") };
}
