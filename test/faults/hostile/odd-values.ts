import fc from "fast-check";

/** Texts that do something where they reach a shell, an option parser, a path or a format; the canary is the file they make. */
export const attacks = (canary: string): string[] => {
    const act = `touch ${canary}`;
    const quiet = `touch$\{IFS}${canary}`;
    return [
        ...[
            `$(${act})`,
            `\`${act}\``,
            `;${act}`,
            `;${act};#`,
            `|${act}`,
            `||${act}`,
            `&${act}`,
            `&&${act}`,
            `>${canary}`,
        ],
        ...[
            `\n${act}\n`,
            `\r\n${act}\r\n`,
            `';${act};'`,
            `";${act};"`,
            `'$(${act})'`,
            `"$(${act})"`,
            `$(${quiet})`,
            `;${quiet}`,
        ],
        ...[
            `$\{x:-$(${act})}`,
            `\\$(${act})`,
            `<<E\n$(${act})\nE`,
            `E\n${act}\n`,
            `~\n${act}\n`,
            `}\n${act}\n{`,
            `) ${act}; (`,
        ],
        ...[
            `-oProxyCommand=${act}`,
            `-oProxyCommand=${quiet}`,
            `-F${canary}`,
            `-J${act}`,
            `-o`,
            "--",
            "-",
            "-x",
            "-batch",
            "--help",
        ],
        ...[
            `ProxyCommand=${act}`,
            `x -oProxyCommand=${act}`,
            `x\n  ProxyCommand ${act}`,
            `a@b -oProxyCommand=${quiet}`,
            "%h;%p",
            "%d/%u",
        ],
        ...[
            `../../../..${canary}`,
            `..`,
            `.`,
            `/`,
            canary,
            `~/${canary}`,
            "*",
            "?",
            "[a-z]*",
            "{a,b}",
            "/etc/*",
            "$HOME",
            "$PATH",
        ],
        ...[
            "\0",
            `\0${act}`,
            "\x1b[2J",
            "\u2028",
            "\ufeff",
            "é",
            "𝕏",
            "\ud800",
            "'",
            '"',
            "\\",
            "`",
            "$",
            "$(",
            "%s%n",
            "!",
            "#",
            " ",
            "\t",
            "",
        ],
        ...[
            "__proto__",
            "constructor",
            "$((1/0))",
            "a".repeat(5000),
            `${"a".repeat(14)};${act}`,
            "eth0 up; ip link del lo",
            "br0\nlink del lo",
        ],
    ];
};

/** An attack alone, before or behind what usually stands there, or anything at all. */
export const hostile = (canary: string, usual: string): fc.Arbitrary<string> => {
    const attack = fc.constantFrom(...attacks(canary));
    return fc.oneof(
        attack,
        attack.map((text) => `${usual}${text}`),
        attack.map((text) => `${text}${usual}`),
        attack.map((text) => `${usual} ${text}`),
        fc.string({ unit: "binary", maxLength: 40 }),
        // What a strict grammar may let through.
        fc.string({ unit: fc.constantFrom(..."abzAZ09_.:/@%+=,- []*~"), minLength: 1, maxLength: 20 }),
    );
};
