import { breaking } from "./breaking";

breaking("soak-break", "10.203.4.0/24", 1);
