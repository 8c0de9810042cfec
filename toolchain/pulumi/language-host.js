#!/usr/bin/env node
// Runs TypeScript programs for a Pulumi CLI that was built from its Go module: the language host of the official
// distribution is not to be had as a module or as an npm package. Only for machines where that distribution is not
// there; where it is, it is used, with its own language host.
//
// A copy of this file lies beside the CLI under the name `pulumi-language-nodejs`, so it may require nothing of this
// repository: the stubs and gRPC come from the @pulumi/pulumi that lies there too.

// First of all, before loading takes its time: see below.
const parent = process.ppid;

const { spawn } = require("node:child_process");
const { createRequire } = require("node:module");
const { createConnection } = require("node:net");
const { join } = require("node:path");

const VERSION = "3.245.0";
/** Exit status of a program that has told the user already what went wrong. */
const ALREADY_REPORTED = 32;

if (process.argv.includes("-version") || process.argv.includes("--version")) {
    console.log(VERSION);
    process.exit(0);
}

const pulumi = requireFrom(__dirname, "@pulumi/pulumi/package.json");
const grpc = pulumi("@grpc/grpc-js");
const language = pulumi("./proto/language_pb");
const { LanguageRuntimeService } = pulumi("./proto/language_grpc_pb");
const { PluginInfo } = pulumi("./proto/plugin_pb");

let engine = process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "";
const programs = new Set();

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(LanguageRuntimeService, {
    handshake(call, done) {
        engine = call.request.getEngineAddress() || engine;
        done(null, new language.LanguageHandshakeResponse());
    },
    getPluginInfo(_call, done) {
        const info = new PluginInfo();
        info.setVersion(VERSION);
        done(null, info);
    },
    getRequiredPlugins: (_call, done) => done(null, new language.GetRequiredPluginsResponse()),
    getRequiredPackages: (_call, done) => done(null, new language.GetRequiredPackagesResponse()),
    getProgramDependencies: (_call, done) => done(null, new language.GetProgramDependenciesResponse()),
    runtimeOptionsPrompts: (_call, done) => done(null, new language.RuntimeOptionsResponse()),
    about(_call, done) {
        const about = new language.AboutResponse();
        about.setExecutable(process.execPath);
        about.setVersion(process.version);
        done(null, about);
    },
    installDependencies,
    cancel(_call, done) {
        for (const program of programs) program.kill("SIGINT");
        done(null, new (pulumi("google-protobuf/google/protobuf/empty_pb").Empty)());
    },
    run,
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log(port);
});

// A CLI that ends in a hurry does not say so. It may even have ended while this was loading: then nobody listens.
setInterval(() => process.ppid === parent || process.exit(0), 1000);
if (/^[\d.]+:\d+$/.test(engine)) {
    const [host, port] = engine.split(":");
    const probe = createConnection({ host, port: Number(port) }, () => probe.destroy());
    probe.on("error", () => process.exit(0));
}

/** Runs the program and answers once it has ended. */
function run(call, done) {
    const request = call.request;
    const info = request.getInfo();
    const folder = info?.getProgramDirectory() || request.getPwd();
    const options = info?.getOptions()?.toJavaScript() ?? {};
    let entry;
    try {
        entry = requireFrom(folder, "@pulumi/pulumi/package.json").resolve("./cmd/run");
    } catch (error) {
        return done(null, failed(error.message));
    }
    const nodeArguments = String(options.nodeargs ?? "")
        .split(" ")
        .filter(Boolean);
    const program = spawn("node", [...nodeArguments, entry, ...programArguments(request, info, folder)], {
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, ...programEnvironment(request, options) },
    });
    programs.add(program);
    call.on("cancelled", () => program.kill("SIGINT"));
    program.on("error", (error) => done(null, failed(`node could not be started: ${error.message}`)));
    program.on("exit", (code, signal) => {
        programs.delete(program);
        if (code === 0) done(null, new language.RunResponse());
        else if (code === ALREADY_REPORTED) done(null, bail());
        else done(null, failed(`Program ended with ${signal ?? `exit code ${code}`}`));
    });
}

/** For `pulumi new` and `pulumi install`: what npm says is passed on while it works. */
function installDependencies(call) {
    const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
    const npm = spawn("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const pass = (stream) => (text) => {
        const response = new language.InstallDependenciesResponse();
        response[stream](text);
        call.write(response);
    };
    npm.stdout.on("data", pass("setStdout"));
    npm.stderr.on("data", pass("setStderr"));
    npm.on("error", (error) => call.destroy(new Error(`npm could not be started: ${error.message}`)));
    npm.on("close", (code) => {
        if (code === 0) call.end();
        else call.destroy(new Error(`npm install ended with exit code ${code} in ${folder}`));
    });
}

function programArguments(request, info, folder) {
    const named = {
        monitor: request.getMonitorAddress(),
        engine,
        organization: request.getOrganization(),
        project: request.getProject(),
        "root-directory": info?.getRootDirectory(),
        stack: request.getStack(),
        pwd: folder,
        parallel: String(request.getParallel()),
    };
    const flags = Object.entries(named).flatMap(([name, value]) => (value ? [`--${name}`, value] : []));
    const dryRun = request.getDryrun() ? ["--dry-run"] : [];
    return [...flags, ...dryRun, info?.getEntryPoint() || ".", ...request.getArgsList()];
}

function programEnvironment(request, options) {
    return {
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
        ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: String(options.tsconfig) } : {}),
    };
}

function failed(message) {
    const response = new language.RunResponse();
    response.setError(message);
    return response;
}

function bail() {
    const response = new language.RunResponse();
    response.setBail(true);
    return response;
}

/** `require` as it is inside a package that a folder can see. */
function requireFrom(folder, manifest) {
    try {
        return createRequire(createRequire(join(folder, "package.json")).resolve(manifest));
    } catch {
        throw new Error(`@pulumi/pulumi is not installed in ${folder}: run npm install there`);
    }
}
