package __package__;

import org.groundswell.donations.api.leases.Leases;
import org.groundswell.donations.api.leases.SoleHolder;
import org.groundswell.kernel.api.ports.Port;
import org.osgi.service.component.annotations.Component;

/** The journal is one node's: that node does every job that must run once. */
@Port(port = "donations.leases")
@Component(service = Leases.class, property = "service.ranking:Integer=100")
public final class OnlyNode extends SoleHolder {
}
