export { prelude } from "../kernel/prelude";
