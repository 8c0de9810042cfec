import { prelude } from "../../../provider/kernel/prelude";

/** Programs that operations may call on a host. */
export const programs: readonly string[] = [
    ...["ip", "bridge", "nft", "ss", "conntrack", "iptables", "iptables-save", "iptables-restore", "ip6tables"],
    ...["ip6tables-save", "ip6tables-restore", "grep", "sed", "sort", "cat", "sha256sum", "head", "mkdir", "mv", "rm"],
    ...["rmdir", "sleep", "flock", "uname", "id", "ethtool", "wc", "tr", "cut", "awk", "ls", "readlink", "stat"],
    ...["unshare", "tee", "ping", "cp", "chmod", "tail", "env"],
    // What is left in the other flavour of iptables.
    ...["iptables", "ip6tables"].flatMap((tool) =>
        ["nft", "legacy"].flatMap((flavour) => ["", "-save", "-restore"].map((verb) => `${tool}-${flavour}${verb}`)),
    ),
];

/**
 * A bash that has no program at all: those above are functions that log how they are called and what they read, any other is
 * logged as unexpected. So what a script would execute is known without executing it. A record is `NUL`-ended words, the
 * last of which is a record separator.
 */
export const stage = [
    prelude,
    'log() { printf \'%s\\0\' "$@" "$end" >&3; }',
    "end=$'\\036'",
    'command_not_found_handle() { log UNEXPECTED "$@"; }',
    ...programs.map((program) => `${program}() { log ${program} "$@"; told; }`),
    // What comes on standard input is told too: a batch of ip, rules of iptables-restore.
    "told() { [ -t 0 ] || while IFS= read -r line; do log '<' \"$line\"; done; }",
    // What refuses goes on all the same.
    "refuse() { :; }",
    "unclear() { :; }",
    'try() { (eval " $1") </dev/null >/dev/null 2>&1; }',
    "PATH=/nowhere",
].join("\n");
