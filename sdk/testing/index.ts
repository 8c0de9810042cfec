export { type Facts, type Mocks, type MocksOptions, mocks } from "./mocks";
