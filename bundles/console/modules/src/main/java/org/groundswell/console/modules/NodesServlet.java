package org.groundswell.console.modules;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.groundswell.console.api.AdminPages;
import org.groundswell.console.api.AdminServlet;
import org.groundswell.stats.api.NodeFigures;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Which nodes there are over one database, how they are, and in what they differ. */
@Component(service = Servlet.class)
@AdminServlet(org_groundswell_admin_roles = "operator", org_groundswell_admin_menu = "menu.nodes",
        org_groundswell_admin_order = 705)
@HttpWhiteboardServletPattern("/nodes")
public final class NodesServlet extends Page {
    private static final long serialVersionUID = 1L;

    private final transient AdminPages pages;
    private final transient Inventories inventories;

    @Activate
    public NodesServlet(@Reference AdminPages pages, @Reference Inventories inventories) {
        this.pages = pages;
        this.inventories = inventories;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<NodeFigures.Node> nodes = inventories.nodes().map(NodeFigures.AllNodes::nodes).orElse(List.of());
        Optional<String> wanted = inventories.wantedSite();
        var known = new LinkedHashMap<String, Inventory>();
        for (NodeFigures.Node each : nodes) {
            Optional<Inventory> inventory = each.isHere() ? Optional.of(inventories.own()) : inventories.of(each.name());
            inventory.ifPresent(present -> known.put(each.name(), present));
        }
        var values = new HashMap<String, Object>();
        values.put("isAlone", nodes.isEmpty());
        values.put("nodes", nodes.stream().map(each -> values(each, known.get(each.name()), wanted)).toList());
        values.put("columns", List.copyOf(known.keySet()));
        values.put("differences", differences(known));
        values.put("files", FilesServlet.ADDRESSES);
        pages.show(request, response, NodesServlet.class, "nodes.ftlh", values);
    }

    private static Map<String, Object> values(NodeFigures.Node node, Inventory inventory, Optional<String> wanted) {
        var values = new HashMap<String, Object>(Map.of("name", node.name(), "isHere", node.isHere(), "release", node.release(),
                "heard", node.heard(), "state", node.isSilent() ? "SILENT" : node.isFit() ? "FIT" : "UNFIT",
                "isKnown", inventory != null));
        if (inventory != null) {
            values.put("site", inventory.site());
            values.put("isOther", wanted.isPresent() && !wanted.get().equals(inventory.site()));
        }
        return values;
    }

    /** The bundles that are not at all nodes in one version, with a version, or nothing, for each node. */
    private static List<Map<String, Object>> differences(Map<String, Inventory> known) {
        SortedMap<String, List<String>> versions = new TreeMap<>();
        known.values().forEach(each -> each.bundles().keySet().forEach(name -> versions.computeIfAbsent(name,
                _ -> known.values().stream().map(one -> one.bundles().getOrDefault(name, "")).toList())));
        return versions.entrySet().stream().filter(each -> each.getValue().stream().distinct().count() > 1)
                .map(each -> Map.<String, Object>of("name", each.getKey(), "versions", each.getValue())).toList();
    }
}
