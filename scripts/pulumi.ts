import { demoPulumi } from "./demo-place";
import { forDemo } from "./for-demo";
import { main } from "./steps";

// `npm run pulumi -- preview`: the Pulumi CLI on the stack of the demo, and on no other.
main(async () => {
    const args = forDemo(process.argv.slice(2));
    const pulumi = await demoPulumi();
    await pulumi(args);
});
