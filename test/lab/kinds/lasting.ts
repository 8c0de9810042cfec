/**
 * A link that once had an IPv6 address keeps the multicast route that came with it, the kernel joins groups by itself
 * (33:33:…), and lists may change their order.
 */
export const lasting = (text: string): string[] =>
    text
        .split("\n")
        .filter((line) => !/^(multicast ff00::\/8|33:33:\S+ dev) /.test(line))
        .sort();
