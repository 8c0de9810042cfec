import { createHash } from "node:crypto";
import { bytesOf } from "../bytes";
import { settled } from "./rows";

/**
 * What a look at a host prints. Each thing that is there begins with a line `@label …`; the lines behind it are JSON of
 * iproute2, rows of iptables-save, or `= …` lines of our own. Lines before the first label are surroundings, not the thing.
 */
export interface Section {
    readonly label: string;
    readonly words: readonly string[];
    readonly lines: readonly string[];
}

export interface Facts {
    readonly sections: readonly Section[];
    readonly surroundings: readonly string[];
}

export function parseFacts(text: string): Facts {
    const sections: { label: string; words: string[]; lines: string[] }[] = [];
    const surroundings: string[] = [];
    for (const line of text.split("\n")) {
        if (line.startsWith("@")) {
            const [label = "", ...words] = line.slice(1).split(" ");
            sections.push({ label, words, lines: [] });
        } else if (line !== "") (sections.at(-1)?.lines ?? surroundings).push(line);
    }
    return { sections, surroundings };
}

/** The first section of a label whose words are these, where it is there. */
export const section = (facts: Facts, label: string, ...words: readonly string[]): Section | undefined =>
    facts.sections.find((item) => item.label === label && words.every((word, index) => item.words[index] === word));

/** A short name for what a look found, equal as long as nothing we manage changed. */
export function fingerprint(text: string): string {
    // Line by line and with dots that match everything, as grep does it in the C locale.
    const parts = text.split("\n").flatMap((line) => line.match(new RegExp(settled, "gs")) ?? []);
    return createHash("sha256")
        .update(bytesOf(parts.map((part) => `${part}\n`).join("")))
        .digest("hex")
        .slice(0, 16);
}

/** Whether a look found the thing itself. */
export const isPresent = (text: string): boolean => /^@/m.test(text);
