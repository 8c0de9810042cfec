import { normalKey } from "./private-key";
import { type Process, start } from "./process";

/** The exit status with which `ssh` is not even tried, because the key could not be loaded. */
export const keyNotLoaded = 97;

// The agent belongs to this shell: it is told to end when ssh has ended, and ends by itself if the shell is killed.
const script = `
trap 'kill "$SSH_AGENT_PID"' EXIT
trap 'exit 1' HUP INT TERM
ssh-add -q - <&3 || exit ${keyNotLoaded}
ssh "$@" 3<&-`;

/** Runs ssh with an agent of its own that holds one key: the key is in no argument, environment or file. */
export const withPrivateAgent = (args: readonly string[], env: NodeJS.ProcessEnv, key: string): Promise<Process> =>
    start("ssh-agent", ["sh", "-c", script, "sh", ...args], { env, secret: normalKey(key) });
