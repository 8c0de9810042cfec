import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import type { Connection } from "./host/connection";
import type { Settings } from "./host/session";

let current: Settings = {};

/** What the stack's configuration says about reaching hosts. */
export const settings = Object.assign((): Settings => current, {
    /**
     * Reads `hostnet:privateKey` and `hostnet:hosts`. Synchronous to its end: the dynamic provider hands out a provider
     * whose configure is still running.
     */
    configure: async (request: ConfigureRequest): Promise<void> => {
        const hosts = request.config.get("hostnet:hosts");
        current = {
            privateKey: request.config.get("hostnet:privateKey"),
            hosts: hosts ? parseHosts(hosts) : undefined,
        };
    },
});

function parseHosts(text: string): Record<string, Partial<Connection>> {
    try {
        return JSON.parse(text) as Record<string, Partial<Connection>>;
    } catch {
        throw new Error('the configuration hostnet:hosts is not JSON like {"host1": {"address": "192.0.2.7"}}');
    }
}
