export { markOf, ownerIn, parted, stamped } from "./marks";
export { MAX_DEVICE_NAME, MAX_MARK, nameProblem, ownerMark, physicalName, readableName } from "./names";
