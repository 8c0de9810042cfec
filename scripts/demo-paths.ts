import Table from "cli-table3";
import type { Lab } from "../lab";

/** The containers of Pulumi.lab.yaml: one on each host. */
const containerAddress = (index: number): string => `10.233.0.${2 + index}`;

/** Answers HTTP in the first container, as a service there would. */
const responder = `require("http").createServer((_, answer) => answer.end("hello from the container")).listen(80)`;

/** Fetches the URL it is given; the service may still be starting. */
const fetcher = `
const attempt = (left) => fetch(process.argv[1], { signal: AbortSignal.timeout(2000) }).catch((error) => {
    if (left === 0) throw error;
    return new Promise((resolve) => setTimeout(resolve, 200)).then(() => attempt(left - 1));
});
attempt(10).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1));`;

const mark = (works: boolean): string => (works ? "ok" : "FAILED");

/** Shows with real packets that the overlay works; throws where something of it does not. */
export async function showPaths(lab: Lab): Promise<void> {
    const inContainer = (host: string, ...command: string[]) =>
        lab.exec(host, ["ip", "netns", "exec", "ns1", ...command]);
    const works = async (run: ReturnType<Lab["exec"]>): Promise<boolean> => (await run).exitCode === 0;
    const pings = new Table({
        head: ["ping from / to", ...lab.hosts.map((_, to) => containerAddress(to))],
        style: { head: [], border: [] },
    });
    for (const [from, host] of lab.hosts.entries()) {
        const row = lab.hosts.map((_, to) =>
            works(inContainer(host.name, "ping", "-c1", "-W2", "-q", containerAddress(to))),
        );
        pings.push([`${containerAddress(from)} on ${host.name}`, ...(await Promise.all(row)).map(mark)]);
    }
    console.log(pings.toString());

    const [first] = lab.hosts;
    if (!first) throw new Error("the lab has no hosts");
    const service = lab.spawn(first.name, ["ip", "netns", "exec", "ns1", process.execPath, "-e", responder]);
    const url = `http://${first.address}:8080/`;
    const fetch = [process.execPath, "-e", fetcher];
    const checks: [string, boolean][] = [
        [
            `outside (${lab.outside.address}) fetches ${url}, which leads to the container`,
            await works(lab.outside.exec([...fetch, url])),
        ],
        [`${first.name} itself fetches ${url}`, await works(lab.exec(first.name, [...fetch, url]))],
        [
            `${first.name} itself fetches http://127.0.0.1:8080/`,
            await works(lab.exec(first.name, [...fetch, "http://127.0.0.1:8080/"])),
        ],
        ["the container fetches its own published port", await works(inContainer(first.name, ...fetch, url))],
        [
            `the container reaches outside (${lab.outside.address}) through NAT`,
            await works(inContainer(first.name, "ping", "-c1", "-W2", "-q", lab.outside.address)),
        ],
    ];
    service.kill();
    await service.catch(() => undefined);
    const table = new Table({ style: { head: [], border: [] } });
    table.push(...checks.map(([what, fine]) => [what, mark(fine)]));
    console.log(table.toString());
    const failed = `${pings.toString()}${table.toString()}`.includes("FAILED");
    if (failed) throw new Error("Some packets did not arrive: see FAILED above.");
}
