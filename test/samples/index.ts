import { hostSample, probeSample, routeSample, sysctlSample } from "./host";
import { bridgeSample, nameServiceSample, netnsSample, vethSample } from "./links";
import { forwardRuleSample, natRuleSample, portMappingSample } from "./rules";
import type { KindSample } from "./sample";
import { forwardingSample, vxlanSample } from "./tunnels";

/** Every kind on a lab whose underlay has these three first bytes, in an order in which they can be made on one host. */
export const samples = (prefix: string): KindSample[] => [
    hostSample,
    bridgeSample,
    netnsSample,
    nameServiceSample,
    vethSample,
    vxlanSample(prefix),
    forwardingSample(prefix),
    sysctlSample,
    natRuleSample(prefix),
    forwardRuleSample,
    portMappingSample(prefix),
    routeSample(prefix),
    probeSample(prefix),
];

/** Every kind that makes something. */
export const makers = (prefix: string): KindSample[] => samples(prefix).filter(({ readonly }) => !readonly);

export const sampleCount = samples("10.0.0").length;
export const makerCount = makers("10.0.0").length;
