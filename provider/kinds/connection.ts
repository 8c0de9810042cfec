import { connection as field, needsAddress, sshOnly } from "../../spec/connection";
import type { Out } from "../../spec/fields";
import type { Problem } from "../../spec/schema/inputs";
import { schemaOf, shapeOf } from "../../spec/schema/schema";
import { isKnown } from "../../spec/schema/unknown";

/** How to reach a host, field by field. */
export const connectionShape = shapeOf(field.properties);

/** How a host is reached, whole: a program's `Host`, as every resource on it has it. */
export const connection = schemaOf(field);

/** What is wrong between the fields of a connection that are each right. */
export const connectionProblems = (host: Out<typeof field>): Problem[] => [
    ...(needsAddress(host)
        ? [
              {
                  property: "host.address",
                  reason: 'is missing: give a host name, an IP address or an alias of ssh_config, or transport: "local"',
              },
          ]
        : []),
    // Nobody would miss their effect until the program is pointed at another machine. (`address` tells the device.)
    ...sshOnly
        .filter((key) => host.transport === "local" && host[key] !== undefined && isKnown(host[key]))
        .map((key) => ({
            property: `host.${key}`,
            reason: 'is for ssh alone: leave it out with transport: "local"',
        })),
];
