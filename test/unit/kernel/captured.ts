import { readFileSync } from "node:fs";
import { join } from "node:path";

type Name = "bridge" | "netns" | "veth" | "tunnel" | "rules" | "host" | "absent";

/** What looks at a Debian 12 host printed: iproute2 6.1, iptables 1.8.9 (nf_tables). */
export const captured: Readonly<Record<Name, string>> = JSON.parse(
    readFileSync(join(__dirname, "captured.json"), "utf8"),
);
