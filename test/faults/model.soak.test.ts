import { manyLives } from "./model/many";

manyLives("faults-model-first", "first");
