export { labDown } from "./down";
export type { ExecOptions, ExecResult } from "./exec";
export { dropSessions, freeze, reboot, rotateHostKey, sshdState, startSshd, stopSshd, thaw } from "./faults";
export { findLab, findLabs, isHealthy } from "./find";
export type { Lab, LabHost } from "./lab";
export type { HostOptions, LabOptions } from "./options";
export { type Limits, type Relay, type RelayOptions, startRelay } from "./relay";
export { type Detours, sshConfig } from "./ssh-config";
export { labUp } from "./up";
