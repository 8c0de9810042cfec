export { ownerIn } from "./marks";
export { MAX_DEVICE_NAME, MAX_MARK, nameProblem, ownerMark, physicalName } from "./names";
