import { afterEach, expect, it } from "vitest";
import { failuresOf } from "./checked";

const own = process.platform;
const on = (value: string) => Object.defineProperty(process, "platform", { value });

afterEach(() => on(own));

it.each(["linux", "darwin"])("check of a Host takes one on %s", async (platform) => {
    on(platform);
    expect(await failuresOf("Host", {})).toEqual([]);
});

it("check of a Host refuses Windows, and says where it works", async () => {
    on("win32");
    expect(await failuresOf("Host", {})).toEqual([
        "host: cannot be reached from Windows: run Pulumi on Linux or macOS, as in WSL",
    ]);
});
