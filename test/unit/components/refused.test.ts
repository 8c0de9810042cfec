import { inspect } from "node:util";
import { expect, it } from "vitest";
import { refused } from "../../../sdk/components/parts/refused";

it("is shown without the failed promise that hangs on it", () => {
    const error = Object.assign(refused("BridgeNetwork", "shop", ["subnet: taken"]), { promise: { all: "of it" } });
    expect(inspect(error)).toBe("BridgeNetwork shop is refused:\n  - subnet: taken");
});
