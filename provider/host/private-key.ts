/** What is wrong with the text of a private key, if anything: an agent would only say "invalid format", or ask. */
export function privateKeyProblem(text: string): string | undefined {
    const match = /^\s*-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----\r?\n([\s\S]+?)-----END \1-----\s*$/.exec(text);
    if (!match) return "is not a private key in PEM or OpenSSH form, from -----BEGIN to -----END";
    const [, kind = "", body = ""] = match;
    return isEncrypted(kind, body)
        ? "is protected by a passphrase, and nobody is there to type it: give a key without one, or use an ssh-agent"
        : undefined;
}

/** The key as ssh-add takes it, which reads neither blanks before it nor the line ends of Windows. */
export const normalKey = (text: string): string => `${text.trim().replaceAll("\r\n", "\n")}\n`;

function isEncrypted(kind: string, body: string): boolean {
    if (kind === "ENCRYPTED PRIVATE KEY" || /^Proc-Type:.*ENCRYPTED/m.test(body)) return true;
    if (kind !== "OPENSSH PRIVATE KEY") return false;
    // "openssh-key-v1\0", then the cipher's name with its length before it
    const blob = Buffer.from(body, "base64");
    return blob.length > 19 && blob.toString("latin1", 19, 19 + blob.readUInt32BE(15)) !== "none";
}
