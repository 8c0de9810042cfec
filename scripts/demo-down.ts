import { findLab, labDown } from "../lab";
import { build } from "./build";
import { demoName, demoPulumi, dropState, hasState } from "./demo-place";
import { main, step } from "./steps";

main(async () => {
    if (hasState() && findLab(demoName)) {
        await step("pulumi destroy", async () => {
            await build();
            const pulumi = await demoPulumi();
            await pulumi(["stack", "select", "--create", demoName]);
            await pulumi(["destroy", "--yes", "--skip-preview"]);
        });
    }
    await step("Taking the lab down", async () => {
        await labDown(demoName);
        dropState();
    });
});
