import { cutting } from "./cutting";

cutting("faults-cut", "10.203.1.0/24", 4, true);
