import { describe, expect, it } from "vitest";
import { onLab } from "./harness";

const ground = onLab("bridge-ports");

const two = ["10.9.0.1/24", "10.9.0.2/24"];

describe("a Bridge", { timeout: 60_000 }, () => {
    const subject = () => ground.subject("Bridge");
    const mac = () => ground.sh("cat /sys/class/net/br0/address");

    it("keeps its MAC while ports come and go, and gets the same one when made again", async () => {
        await ground.reset();
        const made = await subject().create({ name: "br0" });
        const first = await mac();
        for (const low of ["02:00:00:00:00:01", "00:00:00:00:00:02"]) {
            await ground.sh(
                `ip link add p0 address ${low} type veth peer name p1; ip link set p0 master br0; ip link set p0 up; ip link set p1 up`,
            );
            expect(await mac()).toBe(first);
            await ground.sh("ip link del p0");
            expect(await mac()).toBe(first);
        }
        expect(first).toBe(made.outs.mac);
        await subject().delete(made);
        await subject().create({ name: "br0" });
        expect(await mac()).toBe(first);
    });

    /** Puts a script in the place of `ip`. */
    const shim = (script: string) => `
        printf '#!/bin/sh\\n' >/usr/local/sbin/ip
        cat >>/usr/local/sbin/ip <<'SHIM'
${script}
SHIM
        chmod 755 /usr/local/sbin/ip`;

    /** An `ip` behind which somebody gives the bridge another MAC, so often. */
    const rewriting = (times: number) =>
        shim(`
            /usr/sbin/ip "$@"; status=$?
            [ ! -e /sys/class/net/br0 ] || [ "$(cat /run/rewritten)" -ge ${times} ] || {
                /usr/sbin/ip link set br0 address 02:00:00:00:09:99; echo $(($(cat /run/rewritten) + 1)) >/run/rewritten
            }
            exit $status`);

    /** What is said of a bridge whose MTU is to become smaller while this script is `ip`. */
    const shrunkBehind = async (script: string): Promise<string> => {
        const made = await subject().create({ name: "br0" });
        await ground.sh(shim(script));
        return subject()
            .update(made, { name: "br0", mtu: 1400 })
            .then(() => "nothing", String)
            .finally(() => ground.sh("rm /usr/local/sbin/ip"));
    };

    it.each([
        { times: 1, met: "02:00:00:00:09:01" },
        {
            times: 99,
            met: /did not take effect: mac is "02:00:00:00:09:99" instead of "02:00:00:00:09:01", after 4 attempts\. Either .* or something else .* changes it back/i,
        },
    ])("has the MAC that it tells, though somebody changes it meanwhile, $times times", async ({ times, met }) => {
        await ground.reset(`echo 0 >/run/rewritten; ${rewriting(times)}`);
        const said = await subject()
            .create({ name: "br0", mac: "02:00:00:00:09:01" })
            .then(({ outs }) => outs.mac as string, String);
        await ground.sh("rm /usr/local/sbin/ip /run/rewritten");
        expect(said).toMatch(met);
        if (typeof met === "string") expect(await mac()).toBe(met);
    });

    it("is left as it is where somebody changes it between every look and what was to follow", async () => {
        await ground.reset("echo 10 >/run/count");
        const said = await shrunkBehind(`
            echo $(($(cat /run/count) + 1)) >/run/count
            /usr/sbin/ip link set br0 address 02:00:00:00:09:$(cat /run/count)
            /usr/sbin/ip "$@"`);
        await ground.sh("rm /run/count");
        expect(said).toMatch(/Updating bridge br0 on host h1: something else on the host kept changing it, 4 times/);
        expect(await ground.sh("cat /sys/class/net/br0/mtu")).toBe("1500");
    });

    it("says what is still as it was where the kernel takes a change and does nothing", async () => {
        await ground.reset();
        const said = await shrunkBehind(`
            case "$*" in
            *" mtu 1400"*) ;;
            *-batch*) sed 's/ mtu 1400//' | /usr/sbin/ip "$@" ;;
            *) /usr/sbin/ip "$@" ;;
            esac`);
        expect(said).toContain(
            "Updating bridge br0 on host h1 did not take effect: mtu is still 1500 instead of 1400, after 4 attempts.",
        );
    });

    it("is made of what an operation of ours left that was killed before it came to the mark", async () => {
        await ground.reset("ip link add br0 group 26734 type bridge");
        const made = await subject().create({ name: "br0" });
        expect(await ground.sh("ip -o link show br0")).toMatch(/ group default .*alias hostnet:shop\/dev\/it/s);
        await subject().delete(made);
    });

    it("keeps its MTU while ports with smaller ones come and go", async () => {
        await ground.reset();
        const inputs = { name: "br0", mtu: 1500 };
        const made = await subject().create(inputs);
        await ground.sh("ip link add p0 mtu 1450 type veth peer name p1 mtu 1450; ip link set p0 master br0");
        expect(await ground.sh("cat /sys/class/net/br0/mtu")).toBe("1500");
        const read = await subject().read(made);
        expect(read.props).toEqual(made.outs);
    });

    it("is the same to a refresh when its first port brings the carrier, and with it a link-local address", async () => {
        await ground.reset();
        const made = await subject().create({ name: "br0" });
        await ground.sh(
            "ip link add p0 type veth peer name p1; ip link set p0 master br0; ip link set p0 up; ip link set p1 up",
        );
        await ground.sh("until ip -6 addr show dev br0 scope link | grep -q fe80; do sleep 0.05; done");
        expect((await subject().read(made)).props).toEqual(made.outs);
    });

    it("is not deleted while a stranger's port hangs on it, and is with ports of ours", async () => {
        await ground.reset();
        const made = await subject().create({ name: "br0" });
        await ground.sh("ip link add tap7 type veth peer name p1; ip link set tap7 master br0");
        const before = await ground.snapshot();
        await expect(subject().delete(made)).rejects.toThrow(
            /Deleting bridge br0 on host h1 is refused: bridge br0 has the port tap7, which is not ours: detach it first with: ip link set tap7 nomaster/,
        );
        expect(await ground.snapshot()).toBe(before);
        await ground.sh("ip link del tap7");
        const theirs = ground.subject("Veth", { owner: "shop/prod/port" });
        const port = await theirs.create({ name: "p7", peer: { name: "p8" }, master: "br0" });
        await expect(subject().delete(made)).rejects.toThrow(
            /bridge br0 has the port p7, which belongs to shop\/prod\/port: destroy the stack shop\/prod first, or take it out of that program/,
        );
        await theirs.delete(port);
        await ground
            .subject("Veth", { owner: "shop/dev/port" })
            .create({ name: "p2", peer: { name: "p4" }, master: "br0" });
        await subject().delete(made);
    });

    it("refuses a prefix that another link leads to already, naming the route, and takes it with allowOverlap", async () => {
        await ground.reset(
            "ip link add other type bridge; ip addr add 10.0.0.1/16 dev other; ip link set other up; ip -6 addr add fd00:9::1/48 dev other nodad",
        );
        const before = await ground.snapshot();
        const create = (address: string, more = {}) => subject().create({ name: "br0", addresses: [address], ...more });
        for (const address of ["10.0.0.2/16", "10.0.5.1/24", "10.0.0.1/8"])
            await expect(create(address)).rejects.toThrow(
                /^Creating bridge br0 on host h1 is refused: the prefix \S+ overlaps the route "10\.0\.0\.0\/16 dev other.*": two links cannot both lead there; choose another prefix, remove that route, or set allowOverlap\. Nothing was changed\.$/,
            );
        await expect(create("fd00:9:0:7::1/64")).rejects.toThrow(/fd00:9::\/48 dev other/);
        expect(await ground.snapshot()).toBe(before);
        const made = await create("10.0.0.2/16", { allowOverlap: true });
        await subject().delete(made);
        expect(await ground.snapshot()).toBe(before);
        // A default route or one inside of a namespace is in nobody's way.
        await subject().delete(await create("10.1.0.2/16"));
    });

    it("refuses the network of a namespace only inside of it, and names a namespace that is not there", async () => {
        await ground.reset(
            "ip netns add ns1; ip -n ns1 link add other type bridge; ip -n ns1 addr add 10.0.0.1/16 dev other; ip -n ns1 link set other up",
        );
        const inside = { name: "br0", netns: "ns1", addresses: ["10.0.0.2/16"] };
        await expect(subject().create(inside)).rejects.toThrow(
            /overlaps the route "10\.0\.0\.0\/16 dev other.*" in namespace ns1/,
        );
        await expect(subject().create({ ...inside, netns: "ns2" })).rejects.toThrow(/no network namespace ns2/);
        await expect(subject().create({ name: "br0", netns: "ns2" })).rejects.toThrow(/ns2/);
        await subject().delete(await subject().create({ ...inside, netns: undefined }));
    });

    it("goes on answering on the address that stays while its neighbour in the same network goes", async () => {
        await ground.reset(`ip netns add ns1; ip link add p0 type veth peer name eth0 netns ns1; ip link set p0 up
            ip -n ns1 link set eth0 up; ip -n ns1 addr add 10.9.0.9/24 dev eth0`);
        const made = await subject().create({ name: "br0", addresses: two });
        await ground.sh("ip link set p0 master br0; ip netns exec ns1 ping -c1 -W5 10.9.0.2");
        const ping = ground.sh("ip netns exec ns1 ping -i 0.01 -c 100 -W1 10.9.0.2 | grep received; true");
        const { value: swapped, trips } = await subject().trips(() =>
            subject().update(made, { name: "br0", addresses: ["10.9.0.2/24", "10.9.0.3/24"] }),
        );
        expect(trips).toBe(1);
        await subject().update(swapped, { name: "br0", addresses: ["10.9.0.2/24"] });
        // The kernel takes the secondary addresses away with the first, for the moment it takes to put them back.
        expect(Number((await ping).match(/(\d+) received/)?.[1])).toBeGreaterThan(95);
        await ground.sh("ip netns exec ns1 ping -c1 -W5 10.9.0.2");
    });

    it("takes all addresses of a network away in one round trip, whichever came first", async () => {
        await ground.reset();
        const late = await subject().create({ name: "br0", addresses: ["10.9.0.2/24"] });
        const made = await subject().update(late, { name: "br0", addresses: two });
        expect(await ground.sh("ip -o -4 addr show dev br0 secondary")).toMatch(/10\.9\.0\.1\/24/);
        const { value: bare, trips } = await subject().trips(() => subject().update(made, { name: "br0" }));
        expect(trips).toBe(1);
        expect(bare.outs.addresses).toEqual([]);
    });
});
