import { manyLives } from "./model/many";

manyLives("faults-model-first", "10.202.8.0/24", "first");
