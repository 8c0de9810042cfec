export { vxlanOverhead } from "../../../spec/overhead";
export {
    bridgeNetworkArgs,
    directNetworkArgs,
    networkAttachmentArgs,
    networkReference,
    tunnelNetworkArgs,
} from "./args";
export { attachmentProblem } from "./attachment";
export { clashes, routeClash } from "./clashes";
export { type Description, description } from "./describe";
export { endpointProblems, mtuProblems } from "./endpoints";
export { familiesOf, type PlannedFamily } from "./family";
export { formProblems } from "./form";
export {
    type ForwardingPlan,
    forwardingOf,
    peersOf,
    type RemoteEndpoint,
    underlayAddress,
    type Vtep,
} from "./forwarding";
export { hostProblems } from "./hosts";
export { acceptsOf, dropsOf, type ForwardMatch, type Passage } from "./isolation";
export { directProblems, leaseLength, leaseProblems } from "./leases";
export { networkMtu, type Path } from "./mtu";
export { type DeclaredEndpoint, type DeclaredNetwork, type DirectArgs, hostOf, type Publication } from "./network";
export { type NetworkPlan, ownersOf, type PlannedEndpoint, planNetwork } from "./plan";
export { type PortClaim, portClaims, portProblems, publishes } from "./ports";
export { networkProblems } from "./problems";
export { type Neighbor, segmentProblems } from "./segment";
export type { Shape } from "./shape";
export { addressProblem, gatewayOf, onSubnet, subnetProblems } from "./subnet";
