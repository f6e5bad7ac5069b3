package __package__;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import org.groundswell.donations.api.Entry;
import org.groundswell.donations.api.EntryPage;
import org.groundswell.donations.api.Ledger;
import org.groundswell.donations.api.events.DonationEventListener;
import org.groundswell.kernel.api.node.NodeFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Writes a line for every entry that moves a total: put what you do with gifts in its place. Behind the lines of a page
 * stands the page's position, in the same write: whatever ends in between, each entry has one line.
 */
@Component(configurationPid = "__package__")
@Designate(ocd = GiftList.Config.class)
public final class GiftList implements DonationEventListener {
    private static final String POSITION = "# ";

    private final FileChannel file;
    /** Behind the last position: what follows it was cut off by the end of a node. */
    private long end;
    private String position = Ledger.BEGINNING;

    /** Settings. */
    @ObjectClassDefinition(name = "__name__: list of gifts")
    public @interface Config {
        @AttributeDefinition(description = "Where the list is; a relative path is below the node's folder")
        String file() default "data/__name__/gifts.txt";
    }

    @Activate
    public GiftList(BundleContext context, Config config) throws IOException {
        this(NodeFolder.of(context).resolve(config.file()));
    }

    GiftList(Path list) throws IOException {
        Files.createDirectories(list.getParent());
        file = FileChannel.open(list, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        String text = Files.readString(list);
        int begin = 0;
        for (int next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', begin)) {
            String line = text.substring(begin, next);
            begin = next + 1;
            if (line.startsWith(POSITION)) {
                position = line.substring(POSITION.length());
                end = text.substring(0, begin).getBytes(StandardCharsets.UTF_8).length;
            }
        }
    }

    @Deactivate
    void close() throws IOException {
        file.close();
    }

    @Override
    public String position() {
        return position;
    }

    @Override
    public void received(EntryPage page) throws IOException {
        String lines = page.entries().stream().filter(each -> !each.raised().isZero()).map(GiftList::line)
                .collect(Collectors.joining());
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines + POSITION + page.position() + "\n");
        long at = end;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        file.truncate(at);
        file.force(false);
        end = at;
        position = page.position();
    }

    private static String line(Entry entry) {
        return entry.at() + " " + entry.donation() + " " + entry.campaign() + " " + entry.raised()
                + (entry.isTest() ? " test" : "") + "\n";
    }
}
