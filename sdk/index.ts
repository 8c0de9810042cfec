export {
    canonicalAddress,
    canonicalNetwork,
    contains,
    hostCount,
    macFromAddress,
    macFromText,
    networkOf,
    nthAddress,
    overlaps,
} from "../addressing";
export { physicalName } from "../naming";
export * as addressing from "./addressing";
export { BridgeNetwork, type BridgeNetworkArgs } from "./components/bridge-network";
export type {
    Endpoints,
    NameServiceOptions,
    NetworkEndpoint,
    NetworkEndpointArgs,
    PublishArgs,
} from "./components/endpoint-args";
export type { NetworkArgs, NetworkTransforms, Reachable } from "./components/network-args";
export { NetworkAttachment, type NetworkAttachmentArgs } from "./components/network-attachment";
export type {
    DirectNetworkArgs,
    OverlayMember,
    OverlayMode,
    OverlayNetworkArgs,
    OverlayTransforms,
    TunnelNetworkArgs,
} from "./components/overlay-args";
export { OverlayNetwork } from "./components/overlay-network";
export type { HostReference, NetworkReference } from "./components/parts/reference";
export type { Transform } from "./components/parts/transform";
export {
    type ConfiguredHost,
    type ConfiguredHosts,
    type HostsFromConfigOptions,
    hostsFromConfig,
} from "./config/hosts-from-config";
export { HostnetResource } from "./resource";
export { AddressPool, type AddressPoolArgs } from "./resources/address-pool";
export type { ResourceArgs } from "./resources/args";
export { AttachmentPoint, type AttachmentPointArgs } from "./resources/attachment-point";
export { Bridge, type BridgeArgs } from "./resources/bridge";
export { Endpoint, type EndpointArgs } from "./resources/endpoint";
export type { EndpointPort, EndpointPortArgs } from "./resources/endpoint-port";
export type { ForwardMatch, ForwardMatchArgs } from "./resources/forward-match";
export { ForwardRule, type ForwardRuleArgs } from "./resources/forward-rule";
export type { ForwardState } from "./resources/forward-state";
export { Forwarding, type ForwardingArgs } from "./resources/forwarding";
export type { ForwardingEntry, ForwardingEntryArgs } from "./resources/forwarding-entry";
export { Host, type HostArgs, type HostConnection } from "./resources/host";
export type { LinkRoute, LinkRouteArgs } from "./resources/link-route";
export { NameService, type NameServiceArgs } from "./resources/name-service";
export { NatRule, type NatRuleArgs } from "./resources/nat-rule";
export { Neighbor, type NeighborArgs } from "./resources/neighbor";
export type { NeighborEntry, NeighborEntryArgs } from "./resources/neighbor-entry";
export { Netns, type NetnsArgs } from "./resources/netns";
export { PortMapping, type PortMappingArgs } from "./resources/port-mapping";
export type { PortTarget, PortTargetArgs } from "./resources/port-target";
export { Probe, type ProbeArgs } from "./resources/probe";
export { Route, type RouteArgs } from "./resources/route";
export { Sysctl, type SysctlArgs } from "./resources/sysctl";
export { Veth, type VethArgs } from "./resources/veth";
export type { VethEnd, VethEndArgs } from "./resources/veth-end";
export { VxlanTunnel, type VxlanTunnelArgs } from "./resources/vxlan-tunnel";
export * as testing from "./testing";
