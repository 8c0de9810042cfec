import { onLab } from "../lab/kinds/harness";
import { aSharedSetting, twentyWriters } from "./writing";
import { inSession } from "./writing/writers";

const ground = onLab("faults-writers");

twentyWriters(ground, "sessions", inSession);
aSharedSetting(ground);
