import { derived } from "../../spec/schema/unknown";
import { type Rule, rule } from "../kernel/rule";
import { guardName, type Plannable, senders, underlayFamily } from "./vxlan-plan";

/**
 * VXLAN has no authentication: whoever reaches the port can send frames into the network, and all that tells a peer is its
 * address. So its packets are taken only from the peers' addresses, and only where they come in by the underlay: a container
 * can write any source it likes to its own gateway. And nothing that this host forwards goes to the port of any tunnel: behind
 * NAT it would have the address of this host, whom the others trust.
 */
export function guardRules(inputs: Plannable): Rule[] {
    const { allowFrom, vni, port, name, device, local } = inputs;
    if (allowFrom === "any") return [];
    return derived([allowFrom, vni, port, name, device, local, senders(inputs)], () => rulesOf(inputs));
}

function rulesOf(inputs: Plannable): Rule[] {
    const { vni, port } = inputs;
    const [arriving, through] = [`${guardName(inputs)}-in`, `${guardName(inputs)}-fwd`];
    const toPort = ["-p udp", `--dport ${port}`];
    const six = underlayFamily(inputs) === 6;
    return [
        rule("mangle", "FORWARD", toPort, through),
        rule("mangle", through, [], "DROP"),
        ...(six ? arrivingBySix(arriving, toPort, vni) : [rule("filter", "INPUT", [...toPort, ofFour(vni)], arriving)]),
        ...senders(inputs).map((vtep) => rule("filter", arriving, [`-s ${vtep}`, ...byUnderlay(inputs)], "RETURN")),
        rule("filter", arriving, [], "DROP"),
    ];
}

/** Behind the IPv4 header, whatever its length, and the 8 bytes of UDP, the VNI is the upper 24 bits of the second VXLAN word. */
const ofFour = (vni: number): string => `--u32 0>>22&0x3C@12>>8=${vni}`;

/**
 * INPUT sees IPv6 packets before fragments are put together, unless connections are tracked; and a header before that of UDP
 * moves the VNI. A peer sends neither (RFC 7348, section 4.3: a VTEP does not fragment), so such packets have no business here.
 * What is another tunnel's, by its VNI, is left to that.
 */
const arrivingBySix = (chain: string, toPort: readonly string[], vni: number): Rule[] => [
    rule("filter", "INPUT", toPort, chain),
    rule("filter", chain, ["--ctstate INVALID"], "DROP"),
    rule("filter", chain, ["! --u32 4>>8&0xFF=17"], "DROP"),
    rule("filter", chain, [`! --u32 52>>8=${vni}`], "RETURN"),
];

/** How a packet comes in by the underlay: by its device, or by whichever has the address that it is sent to. */
const byUnderlay = ({ device, local }: Plannable): string[] =>
    device ? [`-i ${device}`] : [`-d ${local}`, "--dst-type LOCAL --limit-iface-in"];
