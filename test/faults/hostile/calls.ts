import { prelude } from "../../../provider/kernel/prelude";
import { programs } from "./stubs";

/** What was called, word by word, or one line that something read (`<` and the line). */
export type Call = readonly string[];

/** The records of the log of a stage. */
export const callsIn = (log: string): Call[] =>
    log
        .split("\x1e\0")
        .filter((record) => record !== "")
        .map((record) => record.replace(/\0$/, "").split("\0"));

/** Options of iproute2, iptables and the like that operations use. Everything else that begins with a dash is an attack. */
const options =
    /^-([jdno46AtNFXDIpsiomwLfVREc]?|-|batch|Hnl|[tuS]|oE|qxF|qxF|vxF|rn|vc|rf|H|u|oe|--noflush|-noflush|-comment|-orig-port-dst|-dport|-sport|-to-(source|destination)|-ctstate|-dst-type|-u32)$/;

/** Options of one program, which may mean something worse elsewhere: iptables -M names a program to execute. */
const own: Readonly<Record<string, readonly string[]>> = { ethtool: ["-k", "-K"], ip: ["-force"], ping: ["-M"] };

/** Words of addresses, names, keywords and marks: nothing that a shell, a batch or a path would take for more. */
const tame = /^[A-Za-z0-9_@%+=:,./[\]-]*$/;
/** The filter of ss, expressions of u32, and what stat and nft are to tell. */
const known =
    /^%i %z$|^list tables ip6?\nlist chains ip6?$|^\( sport >= :\d+ and sport <= :\d+ \)$|^"?[\d>&@x<A-Fa-f]+=\d+"?$/;
/** How a namespace's sysctl is written; key and value are words behind it. */
export const writing = 'printf "%s\\n" "$2" >"$1"';
/** How a namespace gets its mark before its name; name and mark are words behind it. */
export const naming = 'ip link set dev lo alias "$2" && ip netns attach "$1" $$';
/** Programs whose arguments are patterns and texts of our own. */
const textual = ["grep", "sed", "sort", "head", "tr", "cut", "awk"];

/** What is wrong with a call, if anything. */
export function suspicion([program = "", ...words]: Call): string | undefined {
    if (program === "<") return suspectLine(words[0] ?? "");
    // A program with another variable: the program counts.
    if (program === "env") return suspicion(words.slice(words.findIndex((word) => !/^[A-Z]+=[A-Z0-9]+$/.test(word))));
    if (!programs.includes(program)) return `it called ${program} ${words.join(" ")}`;
    if (textual.includes(program)) return undefined;
    // What is behind it is data of that small script.
    const script = words.findIndex(
        (word) => word === writing || (word.includes("\n") && prelude.includes(`'${word}'`)),
    );
    if (script >= 0) words.splice(script);
    if (words.includes(naming)) words.splice(words.indexOf(naming), 1);
    const odd = words.find((word) =>
        word.startsWith("-")
            ? !options.test(word) && !own[program]?.includes(word)
            : !tame.test(word) && !known.test(word),
    );
    const up = words.find((word) => word.split("/").includes("..") && !word.startsWith("hostnet:"));
    return odd !== undefined ? `${program} got ${JSON.stringify(odd)}` : up && `${program} got the path ${up}`;
}

/** A line of a batch, of rules or of a file that we write: words as above, and comments of our marks in quotes. */
function suspectLine(line: string): string | undefined {
    // The end of a text, and a mark as a comment, in a file of ours.
    if (line === "# whole" || /^# hostnet:[A-Za-z0-9_.:/-]*$/.test(line)) return undefined;
    const rest = line.replace(/--comment "hostnet:[A-Za-z0-9_.:/-]*"/g, "").replace(/"[\d>&@x<A-Fa-f]+=\d+"/g, "");
    const odd = rest.split(" ").find((word) => !tame.test(word) && word !== "!" && !/^[*:]\S+$|^\[0:0\]$/.test(word));
    return odd === undefined ? undefined : `a line had ${JSON.stringify(odd)}: ${line}`;
}
