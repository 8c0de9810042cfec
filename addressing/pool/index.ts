export { type Allocation, allocate, nobody, type PoolProblem, type PoolRequest } from "./allocate";
export { localNetwork, privateNetwork } from "./choose";
export { canonicalRange } from "./intervals";
