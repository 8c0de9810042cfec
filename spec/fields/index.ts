export * from "./field";
export * from "./network";
