import { cutting } from "./cutting";

cutting("faults-cut", 4, true);
