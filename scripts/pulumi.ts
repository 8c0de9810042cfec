import { demoName, demoPulumi } from "./demo-place";
import { main } from "./steps";

// `npm run pulumi -- preview`: the Pulumi CLI on the stack of the demo.
main(async () => {
    const pulumi = await demoPulumi();
    const args = process.argv.slice(2);
    await pulumi(args[0] === "stack" || args.includes("--stack") ? args : [...args, "--stack", demoName]);
});
