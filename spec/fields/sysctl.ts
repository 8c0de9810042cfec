import { text } from "./field";

/**
 * `net` and the folders and the file below /proc/sys/net, as sysctl(8) writes them: a dot of an interface's name is a slash. No
 * part begins with one, or it would be `..` there, and lead elsewhere.
 */
export const sysctlKeyGrammar = /^net(\.[A-Za-z0-9_][A-Za-z0-9_/-]*){2,6}$/;

/** A key of net.*. */
export const sysctlKey = text("a key of `net.*`, like `net.ipv4.ip_forward`", (key) => {
    if (sysctlKeyGrammar.test(key) && key.length <= 200) return key;
    throw new Error(`${JSON.stringify(key)} is not a key of net.*, like net.ipv4.ip_forward`);
});

/** A value of a setting, its blanks as single spaces: the kernel prints tabs. */
export const sysctlValue = text("letters, digits, blanks and `_ . : / -`", (value) => {
    if (/^[A-Za-z0-9_.:/ \t-]{1,200}$/.test(value)) return value.trim().split(/\s+/).join(" ");
    throw new Error(`${JSON.stringify(value)} is not a value of letters, digits, blanks and _ . : / -`);
});
