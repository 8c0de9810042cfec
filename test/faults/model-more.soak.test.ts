import { manyLives } from "./model/many";

manyLives("faults-model-second", "10.202.80.0/24", "second");
