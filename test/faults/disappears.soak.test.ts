/**
 * The disappears matrix: what hands take away or change, of every kind. The rows stand in the tables of the kinds' own
 * tests, which `npm test` runs where they are; the soak runs them here, for its table.
 */
import "../lab/kinds/bridge.test";
import "../lab/kinds/forward-rule.test";
import "../lab/kinds/forwarding.test";
import "../lab/kinds/name-service.test";
import "../lab/kinds/nat-rule-six.test";
import "../lab/kinds/nat-rule.test";
import "../lab/kinds/netns.test";
import "../lab/kinds/port-mapping-six.test";
import "../lab/kinds/port-mapping.test";
import "../lab/kinds/route.test";
import "../lab/kinds/sysctl.test";
import "../lab/kinds/veth.test";
import "../lab/kinds/vxlan-tunnel.test";
