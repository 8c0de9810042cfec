import type { connection } from "../../spec/connection";
import type { Out } from "../../spec/fields";

/** With what the marks of this stack's things on it end in, which tells states of one project and stack name apart. */
export type MarkedConnection = Out<typeof connection>;

/** How to reach a host, as it stands in the state of every resource on it. Absent fields are left to OpenSSH. */
export type Connection = Omit<MarkedConnection, "mark">;
