import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { normalKey, privateKeyProblem } from "../../../provider/host/private-key";

const dir = mkdtempSync(join(tmpdir(), "hostnet-keys-"));
afterAll(() => rmSync(dir, { recursive: true }));

const generate = (name: string, ...args: string[]) => {
    const file = join(dir, name);
    execFileSync("ssh-keygen", ["-q", "-f", file, ...args]);
    return readFileSync(file, "utf8");
};

describe("a private key", () => {
    it.each([
        ["ed25519", ["-t", "ed25519"]],
        ["rsa", ["-t", "rsa", "-b", "2048"]],
        ["pem", ["-t", "rsa", "-b", "2048", "-m", "PEM"]],
        ["pkcs8", ["-t", "ecdsa", "-m", "PKCS8"]],
    ])("%s is taken, with or without a newline at its end, and not with a passphrase", (name, args) => {
        const key = generate(name, ...args, "-N", "");
        expect(privateKeyProblem(key)).toBeUndefined();
        expect(privateKeyProblem(key.trimEnd())).toBeUndefined();
        expect(privateKeyProblem(generate(`${name}-locked`, ...args, "-N", "secret"))).toContain("passphrase");
    });

    it("that has the line ends of Windows, or blanks around it, is one that ssh-add reads", () => {
        const key = generate("windows", "-t", "ed25519", "-N", "");
        for (const text of [key.replaceAll("\n", "\r\n"), `\n  ${key}\n\n`]) {
            expect(privateKeyProblem(text)).toBeUndefined();
            expect(normalKey(text)).toBe(key);
        }
    });

    it.each([
        "",
        "ssh-ed25519 AAAA",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl",
    ])("%j is none", (text) => expect(privateKeyProblem(text)).toContain("is not a private key"));
});
