import { checkShell } from "./check-shell";
import { main } from "./steps";

/** `npm run lint:shell`: shellcheck over what hosts run. */
main(checkShell);
