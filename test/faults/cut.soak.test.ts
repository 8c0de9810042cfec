import { cutting } from "./cutting";

cutting("soak-cut", "10.203.2.0/24", 6, false);
