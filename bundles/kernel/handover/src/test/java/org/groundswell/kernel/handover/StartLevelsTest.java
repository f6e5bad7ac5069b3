package org.groundswell.kernel.handover;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.groundswell.kernel.api.ports.Port;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;

public class StartLevelsTest {

    @Test
    public void nobodyWaitsForOursAndForWhoeverIsOnlyTold() {
        assertEquals(StartLevels.DONORS, ofDonors(bundle(20, "payments.sandbox"), bundle(26, "kernel.retention.logs"),
                bundle(27, null), installed()));
    }

    @Test
    public void donorsWaitForAGatewayOfOthers() {
        assertEquals(StartLevels.ALL, ofDonors(bundle(20, "payments.sandbox"), bundle(27, "payments.bank")));
    }

    private static int ofDonors(Bundle... bundles) {
        return new StartLevels(fake(BundleContext.class, (_, method, _) -> method.getName().equals("getBundles") ? bundles
                : null)).ofDonors();
    }

    /** @param port of its service; null: it is told something */
    private static Bundle bundle(int level, String port) {
        var services = new ServiceReference<?>[] {fake(ServiceReference.class, (_, method, arguments) ->
                method.getName().equals("getProperty") && arguments[0].equals(Port.PROPERTY) ? port : null)};
        return at(level, services);
    }

    /** Without any service, for which the framework says null. */
    private static Bundle installed() {
        return at(27, null);
    }

    private static Bundle at(int level, ServiceReference<?>[] services) {
        return fake(Bundle.class, (_, method, _) -> method.getName().equals("getRegisteredServices") ? services
                : fake(BundleStartLevel.class, (_, _, _) -> level));
    }

    private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(StartLevelsTest.class.getClassLoader(), new Class<?>[] {type}, behaviour));
    }
}
