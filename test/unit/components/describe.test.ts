import { expect, it } from "vitest";
import { description } from "../../../sdk/components/plan";

it("is a plan that a person can read", () => {
    const text = description({
        title: "overlay network blue",
        facts: [
            ["subnet", "10.233.0.0/16"],
            ["mtu", "1450"],
        ],
        hosts: [
            ["ubuntu1", "172.16.1.11", "br-blue-abc", "vx-blue-abc"],
            ["ubuntu10", "172.16.1.20", "br-blue-def", "vx-blue-def"],
        ],
        endpoints: [
            ["web", "ubuntu1", "10.233.0.2", "02:42:0a:e9:00:02", "8080/tcp -> 80"],
            ["db", "ubuntu10", "10.233.0.50", "02:42:0a:e9:00:32", ""],
        ],
    });
    expect(text).toBe(
        `
overlay network blue
  subnet  10.233.0.0/16
  mtu     1450

host      underlay     bridge       tunnel
ubuntu1   172.16.1.11  br-blue-abc  vx-blue-abc
ubuntu10  172.16.1.20  br-blue-def  vx-blue-def

endpoint  host      address      mac                published
web       ubuntu1   10.233.0.2   02:42:0a:e9:00:02  8080/tcp -> 80
db        ubuntu10  10.233.0.50  02:42:0a:e9:00:32
`.trim(),
    );
});

it("leaves out columns in which nothing stands", () => {
    const text = description({ title: "t", facts: [], hosts: [["h", "", "br0", ""]], endpoints: [] });
    expect(text.split("\n").slice(-2)).toEqual(["host  underlay  bridge", "h               br0"]);
});
