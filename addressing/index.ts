export {
    ADDRESS_BITS,
    type AddressFamily,
    addressFamily,
    addressFromNumber,
    addressToNumber,
    canonicalAddress,
    isAddress,
} from "./address";
export {
    type Cidr,
    canonicalInterfaceAddress,
    canonicalNetwork,
    contains,
    hostCount,
    networkOf,
    nthAddress,
    overlaps,
    parseCidr,
} from "./cidr";
export { canonicalMac, type MacUse, macFromAddress, macFromText } from "./mac";
export {
    type Allocation,
    allocate,
    canonicalRange,
    localNetwork,
    type PoolProblem,
    type PoolRequest,
    privateNetwork,
} from "./pool";
export { canonicalPorts, type PortRange, parsePorts, portsOverlap, portsText } from "./ranges";
