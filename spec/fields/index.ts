export * from "./field";
export * from "./network";
export * from "./sysctl";
