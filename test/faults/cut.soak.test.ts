import { cutting } from "./cutting";

// Three bands of N in each direction, for each operation of each kind: 24 cuts a kind.
cutting("soak-cut", "10.203.2.0/24", 3, false);
