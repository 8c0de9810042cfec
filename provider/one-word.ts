/** A text as one word of POSIX sh, whatever is in it. */
export const oneWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
