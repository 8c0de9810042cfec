import { describe, expect, it } from "vitest";
import { nameServiceSample } from "../../samples/links";
import { onLab } from "./harness";
import { kindSuite } from "./suite";

const ground = onLab("kind-names");
const see = (file: string) => `cat /etc/netns/web/${file} 2>/dev/null; true`;
const everything = nameServiceSample.maximal;
const mark = "# hostnet:shop/dev/it";

kindSuite(ground, {
    ...nameServiceSample,
    shows: [
        { see: see("resolv.conf"), as: `${mark}\nnameserver 9.9.9.9` },
        { see: see("hosts"), as: "" },
        { see: "ip netns exec web cat /etc/resolv.conf", as: /nameserver 9\.9\.9\.9$/ },
    ],
    maximalShows: [
        {
            see: see("resolv.conf"),
            as: `${mark}\nnameserver 10.9.0.53\nnameserver fd00::53\nsearch shop.example example\noptions ndots:1 rotate`,
        },
        {
            see: see("hosts"),
            as: `${mark}\n127.0.0.1 localhost\n::1 localhost\n10.9.0.51 cache\n10.9.0.50 db\nfd00::50 db`,
        },
        { see: "ip netns exec web getent hosts cache", as: /^10\.9\.0\.51\s+cache/ },
        { see: "ip netns exec web getent hosts localhost", as: /localhost/ },
    ],
    updates: [
        { change: { nameservers: ["9.9.9.10"] }, see: see("resolv.conf"), as: /nameserver 9\.9\.9\.10$/ },
        { change: { search: ["example"] }, see: see("resolv.conf"), as: /search example$/ },
        { change: { options: ["ndots:2"] }, see: see("resolv.conf"), as: /options ndots:2$/ },
        { change: { hosts: { db: ["10.9.0.5"] } }, see: see("hosts"), as: /10\.9\.0\.5 db$/ },
        { change: { nameservers: [], hosts: { db: ["10.9.0.5"] } }, see: see("resolv.conf"), as: "" },
    ],
    replacing: [{ change: { netns: "other" }, replaces: "netns" }],
    // A file is written whole; the mark of either is that of both.
    drift: [
        { by: "rm /etc/netns/web/resolv.conf", key: "nameservers search options", steps: 1 },
        { by: "sed -i 1d /etc/netns/web/resolv.conf", key: "owner", steps: 2 },
        { by: "echo 'nameserver 1.2.3.4' >>/etc/netns/web/resolv.conf", key: "nameservers" },
        { by: "rm /etc/netns/web/hosts", key: "hosts" },
        { by: "sed -i s/10.9.0.53/10.9.0.54/ /etc/netns/web/resolv.conf", key: "nameservers" },
        { by: "sed -i s/10.9.0.50/10.9.0.59/ /etc/netns/web/hosts", key: "hosts" },
        { by: "rm -r /etc/netns/web/hosts; echo x >/etc/netns/web/nsswitch.conf", key: "hosts" },
        { by: "sed -i /search/d /etc/netns/web/resolv.conf", key: "search" },
        { by: "sed -i /options/d /etc/netns/web/resolv.conf", key: "options" },
        { by: "echo 10.9.0.51 db >>/etc/netns/web/hosts", key: "hosts" },
        { by: "sed -i 1d /etc/netns/web/hosts", key: "owner", steps: 2 },
    ],
    identity: "echo files",
    gone: "rm -r /etc/netns",
    unmark: "sed -i 1d /etc/netns/web/resolv.conf",
    foreign:
        "mkdir -p /etc/netns/web; echo '# by hand' >/etc/netns/web/resolv.conf; echo 10.0.0.1 x >/etc/netns/web/hosts",
});

describe("the files of a namespace", () => {
    it("are the new ones to what runs there already, which has them mounted over its own", async () => {
        await ground.reset("rm -rf /etc/netns /run/seen; ip netns add web");
        const one = ground.subject("NameService");
        const made = await one.create({ netns: "web", nameservers: ["9.9.9.9"] });
        await ground.sh(`ip netns exec web sh -c 'while [ ! -e /run/go ]; do sleep 0.05; done
            cat /etc/resolv.conf >/run/seen.new; mv /run/seen.new /run/seen' >/dev/null 2>&1 &
            sleep 0.3`);
        const changed = await one.update(made, { netns: "web", nameservers: ["9.9.9.10"] });
        await ground.sh("touch /run/go; until [ -e /run/seen ]; do sleep 0.05; done; rm /run/go");
        expect(await ground.sh("cat /run/seen")).toContain("nameserver 9.9.9.10");
        await one.delete(changed);
        await ground.sh("rm /run/seen");
    });

    it("that others put beside ours stay", async () => {
        await ground.reset("rm -rf /etc/netns; mkdir -p /etc/netns/web; echo x >/etc/netns/web/nsswitch.conf");
        const one = ground.subject("NameService");
        const made = await one.create({ netns: "web", ...everything });
        await one.delete(made);
        expect(await ground.sh("find /etc/netns -type f; find /run/hostnet 2>/dev/null; true")).toBe(
            "/etc/netns/web/nsswitch.conf",
        );
        await ground.sh("rm -r /etc/netns");
    });
});
