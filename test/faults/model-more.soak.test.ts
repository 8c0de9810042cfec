import { manyLives } from "./model/many";

manyLives("faults-model-second", "second");
