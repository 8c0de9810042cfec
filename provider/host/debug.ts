const wanted = process.env.HOSTNET_DEBUG === "1";

/** With HOSTNET_DEBUG=1, tells on standard error what goes to a host and how long it takes. Never hand it a key. */
export function debug(host: string, text: () => string): void {
    if (wanted) process.stderr.write(`hostnet ${new Date().toISOString().slice(11, 23)} ${host}: ${text()}\n`);
}
