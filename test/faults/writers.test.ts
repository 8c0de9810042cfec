import { onLab } from "../lab/kinds/harness";
import { aSharedSetting, twentyWriters } from "./writing";
import { inSession } from "./writing/writers";

const ground = onLab("faults-writers", "10.203.10.0/24");

twentyWriters(ground, "sessions", inSession);
aSharedSetting(ground);
