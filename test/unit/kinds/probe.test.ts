import { expect, it } from "vitest";
import { parseFacts } from "../../../provider/kernel/facts";
import { kinds } from "../../../provider/kinds";

const probe = kinds.Probe;
const owned = {
    owner: "shop/dev/p",
    name: "p",
    adopt: false,
    host: { name: "h1" },
    target: "10.9.0.2",
    timeoutSeconds: 5,
};
const told = (text: string, more: object = {}) => probe?.missing?.(parseFacts(text), { ...owned, ...more } as never);

it("a Probe without an answer tells what ping said, and each tunnel that it may be behind", () => {
    expect(told("")).toBe("10.9.0.2 does not answer ping from the host within 5 s");
    expect(
        told("~ said message too long, mtu=1450\n~ tunnel vx0 4789 eth1 172.16.1.12 172.16.1.13\n~ tunnel vx1 8472 -", {
            netns: "ns1",
            mtu: 1451,
        }),
    ).toBe(
        "10.9.0.2 does not answer ping from ns1 within 5 s, asked with 1423 bytes and headers in packets that must not be divided (message too long, mtu=1450)" +
            "; if it is behind the tunnel vx0, UDP port 4789 must get through over eth1 between this host and 172.16.1.12 172.16.1.13, and the other end must be there" +
            "; if it is behind the tunnel vx1, UDP port 8472 must get through between this host and its peers, and the other end must be there",
    );
    expect(told("~ absent", { netns: "ns1" })).toBe("there is no network namespace ns1 on this host");
});
