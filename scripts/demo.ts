import { labUp } from "../lab";
import { ensurePackages } from "../toolchain/packages";
import { build } from "./build";
import { showPaths } from "./demo-paths";
import { demoName, demoPulumi } from "./demo-place";
import { main, step } from "./steps";

main(async () => {
    await ensurePackages();
    await step("Building the package", build);
    const lab = await step("Starting three simulated hosts, each with its own kernel network, files and sshd", () =>
        labUp({ name: demoName, hosts: 3 }),
    );
    const pulumi = await demoPulumi();
    await step("pulumi up: the overlay of Pulumi.lab.yaml on all three, over ssh", async () => {
        await pulumi(["stack", "select", "--create", demoName]);
        await pulumi(["up", "--yes", "--skip-preview", "--suppress-outputs"]);
    });
    await step("Sending packets", () => showPaths(lab));
    console.log(`
The lab goes on running. Try next:
  npm run lab -- ssh host1          look around: ip -br addr, bridge fdb, iptables-save
  npm run pulumi -- preview         what would change? (nothing)
  npm run lab -- exec host2 -- ip link set br0 mtu 1400
  npm run pulumi -- refresh         finds what was changed by hand
  npm run pulumi -- up              repairs it; or change a line of examples/overlay/index.ts first
  npm run demo:down                 destroys the stack, then the lab, and leaves nothing`);
});
