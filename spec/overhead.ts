/** Outer Ethernet, IP, UDP and VXLAN headers (RFC 7348, section 5): 50 bytes on IPv4, 70 on IPv6. */
export const vxlanOverhead = (underlayFamily: 4 | 6): number => (underlayFamily === 6 ? 70 : 50);
