import { onLab } from "../lab/kinds/harness";
import { aSharedSetting, twentyWriters } from "./writing";
import { twoStacks } from "./writing/two-stacks";
import { inOwnProcess, inSession } from "./writing/writers";

const ground = onLab("soak-writers");

twentyWriters(ground, "sessions", inSession);
twentyWriters(ground, "processes", inOwnProcess);
twoStacks(ground);
aSharedSetting(ground);
