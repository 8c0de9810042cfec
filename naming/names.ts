import { createHash } from "node:crypto";
import { quoted } from "../addressing/quoted";

/** The longest name of a network device: IFNAMSIZ is 16 with its closing zero. */
export const MAX_DEVICE_NAME = 15;

/** The longest ownership mark. A link alias holds 255 bytes and an iptables comment 255; the rest is room to say more. */
export const MAX_MARK = 200;

/**
 * Says what is wrong with the name of a device, namespace or chain, or `undefined` if nothing is.
 *
 * The kernel and `ip` take far more than this: `-x` (an option to the next tool), `a;b`, `a%d` (a template that the kernel
 * fills in). One grammar for everything is what keeps names safe in a shell, in /sys paths and in messages.
 */
export function nameProblem(text: string, max: number = MAX_DEVICE_NAME): string | undefined {
    if (!/^[A-Za-z][A-Za-z0-9_.-]*$/.test(text)) {
        return `${quoted(text)} is not a valid name: it must start with a letter and go on with letters, digits, "_", "." or "-".`;
    }
    if (text.length > max) {
        return `${quoted(text)} is too long for a name: it has ${text.length} bytes, and at most ${max} are allowed.`;
    }
    // /proc/sys/net/ipv4/conf/{all,default} are no devices, so the kernel refuses devices of these names.
    if (text === "all" || text === "default") {
        return `${quoted(text)} cannot be a name: the kernel keeps "all" and "default" for the settings of every device.`;
    }
    return undefined;
}

/**
 * The name on the host of an object whose program gave it none: readable, valid by the grammar, and always the same.
 * Two owners differ in 26 bits of hash besides what is readable; should that ever fail, the ownership mark on the
 * object tells them apart and the second is refused.
 *
 * @param logicalOwner `project/stack/name`; what is behind the last slash becomes the readable part
 * @example physicalName("shop/dev/web") // "web-" and five characters
 */
export function physicalName(logicalOwner: string, options: { prefix?: string; max?: number } = {}): string {
    const { prefix = "", max = MAX_DEVICE_NAME } = options;
    const room = max - HASH_CHARACTERS - 1;
    if (room < 1) {
        throw new Error(
            `A name of at most ${max} bytes cannot be made: a letter and the hash alone need ${HASH_CHARACTERS + 2}.`,
        );
    }
    const problem = prefix === "" ? undefined : nameProblem(prefix, room);
    if (problem !== undefined) {
        throw new Error(`The prefix of a name must be valid itself: ${problem}`);
    }
    return `${readable(prefix + lastSegment(logicalOwner), room)}-${shortHash(logicalOwner)}`;
}

/**
 * The name on the host of an object that people type: what the program calls it where that is valid and fits, else as
 * `physicalName` makes it. Two stacks may want the same one: the second is refused, naming the first.
 *
 * @example readableName("shop/dev/blue-web") // "blue-web"
 */
export function readableName(logicalOwner: string, options: { prefix?: string; max?: number } = {}): string {
    const name = `${options.prefix ?? ""}${lastSegment(logicalOwner)}`;
    return nameProblem(name, options.max) === undefined ? name : physicalName(logicalOwner, options);
}

/**
 * The ownership mark that every object of ours carries on the host, as a link alias or a rule's comment.
 * Distinct owners have distinct marks: whatever has to be altered to fit gets a hash of the whole owner at its end.
 *
 * @param owner `project/stack/name`
 * @example ownerMark("shop/dev/web") // "hostnet:shop/dev/web"
 */
export function ownerMark(owner: string): string {
    const mark = `hostnet:${owner.replace(/[^A-Za-z0-9_.:/-]/gu, "_")}`;
    // An owner that merely looks as if it had been altered gets a hash too, or it could pass for one that was.
    if (mark === `hostnet:${owner}` && mark.length <= MAX_MARK && !ALTERED.test(mark)) {
        return mark;
    }
    const suffix = `::${sha256(owner).slice(0, 16)}`;
    return mark.slice(0, MAX_MARK - suffix.length) + suffix;
}

const ALTERED = /::[0-9a-f]{16}$/;

const HASH_CHARACTERS = 5;

function shortHash(text: string): string {
    const space = 36n ** BigInt(HASH_CHARACTERS);
    return (BigInt(`0x${sha256(text)}`) % space).toString(36).padStart(HASH_CHARACTERS, "0");
}

function sha256(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}

function lastSegment(owner: string): string {
    return owner.slice(owner.lastIndexOf("/") + 1);
}

// Dots are valid but left out of what we make up: in sysctl's dotted keys a device "a.b" reads as two levels.
function readable(text: string, room: number): string {
    const cleaned = text.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^[^A-Za-z]+/, "");
    return cleaned.slice(0, room).replace(/[_-]+$/, "") || "x";
}
