import { printable } from "./printable";

/** A word for the user that is no error: what the provider process prints, the engine shows among its diagnostics. */
export const notice = (text: string): void => console.log(printable(text));
