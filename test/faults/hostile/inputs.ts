import fc from "fast-check";
import { check } from "../../../provider/check";
import { kinds } from "../../../provider/kinds";
import type { Subject, Values } from "../../lab/kinds/subject";
import { random, seed } from "../random";
import { fieldsOf, type Path, usual, withField } from "./fields";
import { odd } from "./odd";
import { hostile } from "./odd-values";

/** A program that check takes, though one of its texts is strange. */
export interface Strange {
    readonly program: Values;
    /** Field and text, for a complaint. */
    readonly told: string;
    readonly text: string;
}

export interface Sampled {
    readonly taken: readonly Strange[];
    /** How many texts were tried for them. */
    readonly tried: number;
}

/** Records whose keys are the user's too, with a value for any key. */
const records: Readonly<Record<string, unknown>> = { sysctls: "1", hosts: ["10.9.0.1"] };

/** These decide who is reached; what ssh does with a strange one is seen in hostile-ssh.test.ts. */
const elsewhere = ["address", "proxyJump", "agentSocketPath", "sshConfigFile", "transport", "port"];

/** Neither an option, nor a way up in a path, nor any character that a shell or a batch has a meaning for. */
const tame = /^(?!-)(?!.*\.\.)[A-Za-z0-9_.:/ -]*$/;

/** Strange programs of a kind that check takes, `count` of them, taken in turn from all fields that have any. */
export function strange(subject: Subject, type: string, usually: Values, tries: number, canary: string, count: number) {
    const kind = kinds[type];
    if (!kind) throw new Error(`there is no kind ${type}`);
    const base = { __provider: "text", owner: "shop/dev/it", host: subject.connection, ...usually };
    const canonical = (news: Values): string | undefined => {
        const { inputs, failures } = check(kind, {}, news);
        const keys = Object.keys(inputs).sort();
        return failures?.length ? undefined : JSON.stringify(keys.map((key) => [key, inputs[key]]));
    };
    // What comes to the same as the usual is nothing new to a host.
    const known = new Set([canonical(base)]);
    let tried = 0;
    const next = random(`strange ${type}`);
    const fields = fieldsOf(kind, base)
        .filter(([first, second]) => first !== "host" || (type === "Host" && !elsewhere.includes(String(second))))
        .filter(([first]) => first !== "__provider" && first !== "adopt")
        // An owner may be any text: it comes last, or it would be the worst each time.
        .map((path) => ({ path, place: path[0] === "owner" ? 1 : next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ path }) => {
            const salt = Math.floor(next() * 2 ** 31);
            const texts = fc.sample(fc.oneof(odd(usual(base, path)), hostile(canary, usual(base, path))), {
                numRuns: tries,
                seed: seed ^ salt,
            });
            return texts
                .flatMap((text) => variants(base, path, text))
                .filter(({ program }) => {
                    tried++;
                    const inputs = canonical(program);
                    if (!inputs || known.has(inputs)) return false;
                    known.add(inputs);
                    return true;
                });
        });
    // The worst of what check takes, and as many that are merely odd.
    const acts = ({ text }: Strange) => Number(!text.includes(canary));
    const bad = inTurn(
        fields.map((found) => found.filter(({ text }) => !tame.test(text)).sort((a, b) => acts(a) - acts(b))),
    );
    const rest = inTurn(fields.map((found) => found.filter(({ text }) => tame.test(text))));
    return { taken: [...bad.slice(0, Math.ceil(count / 2)), ...rest].slice(0, count), tried } satisfies Sampled;
}

/** The first of each list, then the second of each. */
const inTurn = <T>(lists: readonly (readonly T[])[]): T[] =>
    Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, turn) =>
        lists.flatMap((list) => list.slice(turn, turn + 1)),
    ).flat();

function variants(base: Values, path: Path, text: string): Strange[] {
    const [first] = path;
    const told = `${path.join(".")} = ${JSON.stringify(text)}`;
    const plain = { program: withField(base, path, text), told, text };
    if (typeof first !== "string" || !(first in records)) return [plain];
    return [plain, { program: withField(base, [first], { [text]: records[first] }), told: `${first} ${told}`, text }];
}
