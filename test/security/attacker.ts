import type { Ground } from "../lab/kinds/harness";

/** A frame in a VXLAN packet, from an ordinary UDP socket; only extension headers need a capability. */
const sender = `
import socket, struct, sys
source, target, port, vni, size, options = sys.argv[1:7]
family = socket.AF_INET6 if ":" in target else socket.AF_INET
s = socket.socket(family, socket.SOCK_DGRAM)
if source: s.bind((source, 0))
if options == "dstopts":
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_DSTOPTS, bytes([0, 0, 1, 4, 0, 0, 0, 0]))
frame = b"\\xff" * 6 + bytes([2, 0, 0, 0, 0, 0x66]) + b"\\x88\\xb5" + b"injected"
vxlan = struct.pack("!II", 0x08000000, int(vni) << 8)
for _ in range(3):
    s.sendto((vxlan + frame).ljust(int(size), b"\\0"), (target, int(port)))
`;

/** Who sends it, and how. */
export interface Injection {
    readonly node: string;
    readonly netns?: string;
    /** The source address to send from, where it is not the kernel's choice. */
    readonly source?: string;
    readonly target: string;
    readonly port?: number;
    readonly vni: number;
    /** Bytes behind the UDP header: above the MTU it goes in fragments. */
    readonly size?: number;
    /** An IPv6 destination options header before that of UDP. */
    readonly options?: boolean;
}

/** Whether a frame that is sent so comes out of a tunnel. */
export async function comesOut(ground: Ground, attack: Injection, node: string, tunnel: string): Promise<boolean> {
    const { source = "", target, port = 4789, vni, size = 60, options = false } = attack;
    const capture = `/run/injected`;
    await ground.sh(
        `rm -f ${capture}
        tcpdump -l -n -i ${tunnel} ether proto 0x88b5 >${capture} 2>${capture}.said & echo $! >${capture}.pid
        for i in $(seq 100); do grep -q listening ${capture}.said && exit; sleep 0.05; done; exit 1`,
        node,
    );
    const inside = attack.netns ? `ip netns exec ${attack.netns} ` : "";
    const args = [source, target, port, vni, size, options ? "dstopts" : ""].map((word) => `'${word}'`).join(" ");
    await ground.sh(`${inside}python3 - ${args} <<'PY'\n${sender}PY`, attack.node);
    return (
        (await ground.sh(
            `sleep 0.5; kill $(cat ${capture}.pid); sleep 0.1; grep -c 0x88b5 ${capture} || true; rm -f ${capture}*`,
            node,
        )) !== "0"
    );
}
