import { cutting } from "./cutting";

// Three bands of N in each direction, for each operation of each kind: 24 cuts a kind.
cutting("soak-cut", 3, false);
