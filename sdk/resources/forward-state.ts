import type { ForwardMatch } from "./forward-match";

/** A state of conntrack (iptables-extensions(8), conntrack). */
export type ForwardState = NonNullable<ForwardMatch["states"]>[number];
