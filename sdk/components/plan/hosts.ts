/** What is wrong with the hosts of a network. */
export function hostProblems(hosts: readonly string[]): string[] {
    if (hosts.length === 0) return ["hosts: is empty: a network needs at least one host"];
    return hosts.flatMap((host, index) => {
        const first = hosts.indexOf(host);
        return first < index ? [`hosts[${index}]: ${host} stands twice: it is hosts[${first}] already`] : [];
    });
}
