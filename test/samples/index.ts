import { hostSample, probeSample, routeSample, sysctlSample } from "./host";
import { links } from "./links";
import { rules } from "./rules";
import type { KindSample } from "./sample";
import { tunnels } from "./tunnels";

/** Every kind on a lab whose underlay has these three first bytes, in an order in which they can be made on one host. */
export const samples = (prefix: string): KindSample[] => [
    hostSample,
    ...links,
    ...tunnels(prefix),
    sysctlSample,
    ...rules(prefix),
    routeSample(prefix),
    probeSample(prefix),
];

/** Every kind that makes something. */
export const makers = (prefix: string): KindSample[] => samples(prefix).filter(({ readonly }) => !readonly);

export const sampleCount = samples("10.0.0").length;
export const makerCount = makers("10.0.0").length;
