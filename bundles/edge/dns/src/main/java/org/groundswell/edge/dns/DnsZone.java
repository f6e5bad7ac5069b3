package org.groundswell.edge.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/**
 * The zone at the server that takes its updates (RFC 2136), asked and told in signed messages. An update is done
 * whole or not at all, and only where its conditions hold. Thread-safe.
 */
final class DnsZone {
    private final SignedExchange exchange;
    private final Name zone;
    private final Name name;
    private final long ttl;

    /** @param ttl of what is written, in seconds */
    DnsZone(SignedExchange exchange, Name zone, Name name, long ttl) {
        this.exchange = exchange;
        this.zone = zone;
        this.name = name;
        this.ttl = ttl;
    }

    /** Of the name, whoever entered them. */
    List<InetAddress> addresses() throws IOException {
        var found = new ArrayList<InetAddress>();
        for (Record each : ask(name, Type.A)) {
            found.add(((ARecord) each).getAddress());
        }
        for (Record each : ask(name, Type.AAAA)) {
            found.add(((AAAARecord) each).getAddress());
        }
        return found;
    }

    /** @return empty where no node keeps that address */
    Optional<Beat> beat(InetAddress address) throws IOException {
        return ask(Beat.place(name, address), Type.TXT).stream().findFirst()
                .map(each -> new Beat(address, String.join("", ((TXTRecord) each).getStrings())));
    }

    /** The address is there, and kept by whoever wrote this; one that is there already gets the time to live. */
    void announce(Beat beat) throws IOException {
        var update = new Update(zone);
        update.delete(Beat.place(name, beat.address()), Type.TXT);
        update.add(beat.record(name, ttl));
        update.add(beat.addressRecord(name, ttl));
        send(update);
    }

    /**
     * Takes an address out, if nothing has changed about it since.
     *
     * @param beat   as it was read
     * @param others an address that has to be there then: a name without any helps nobody, and is remembered as missing
     * @return whether it was taken out
     */
    boolean withdraw(Beat beat, InetAddress others) throws IOException {
        var update = new Update(zone);
        update.present(beat.record(name, 0));
        update.present(Beat.place(name, others), Type.TXT);
        update.delete(beat.addressRecord(name, 0));
        update.delete(Beat.place(name, beat.address()), Type.TXT);
        int code = exchange.send(update).getRcode();
        return switch (code) {
            case Rcode.NOERROR -> true;
            case Rcode.NXRRSET, Rcode.NXDOMAIN -> false;
            default -> throw refused(code);
        };
    }

    private List<Record> ask(Name asked, int type) throws IOException {
        Message response = exchange.send(Message.newQuery(Record.newRecord(asked, type, DClass.IN)));
        if (response.getRcode() != Rcode.NOERROR && response.getRcode() != Rcode.NXDOMAIN) {
            throw refused(response.getRcode());
        }
        return response.getSection(Section.ANSWER).stream().filter(each -> each.getType() == type).toList();
    }

    private void send(Update update) throws IOException {
        int code = exchange.send(update).getRcode();
        if (code != Rcode.NOERROR) {
            throw refused(code);
        }
    }

    private IOException refused(int code) {
        String why = switch (code) {
            case Rcode.NOTAUTH, Rcode.BADKEY, Rcode.BADTIME, Rcode.REFUSED -> ": look at the key at both ends, at what it"
                    + " may change, and at both clocks";
            case Rcode.NOTZONE -> ": is the name in that zone?";
            default -> "";
        };
        return new IOException(exchange.server() + " answers " + Rcode.string(code) + " for " + name + " in zone " + zone + why);
    }
}
