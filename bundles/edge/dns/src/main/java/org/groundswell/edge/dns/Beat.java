package org.groundswell.edge.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/**
 * The record of text beside an address by which other nodes see that somebody keeps it: a number that goes on. An address
 * without one was entered by a person.
 *
 * @param text what it says; only whether it changes means something to others
 */
record Beat(InetAddress address, String text) {
    private static final String LABEL = "_groundswell";

    /** One of this process. */
    static Beat of(InetAddress address, String process, long number) {
        return new Beat(address, process + " " + number);
    }

    /** Where the text stands: each address of a name has a place of its own, so that nodes never write the same one. */
    static Name place(Name name, InetAddress address) {
        String label = address.getHostAddress().replaceFirst("%.*", "").replaceAll("[.:]", "-");
        try {
            return Name.fromString(label + "." + LABEL, name);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("name: " + name + " is too long", e);
        }
    }

    Record record(Name name, long ttl) {
        return new TXTRecord(place(name, address), DClass.IN, ttl, text);
    }

    Record addressRecord(Name name, long ttl) {
        return addressRecord(name, address, ttl);
    }

    static Record addressRecord(Name name, InetAddress address, long ttl) {
        return address instanceof Inet4Address ? new ARecord(name, DClass.IN, ttl, address)
                : new AAAARecord(name, DClass.IN, ttl, address);
    }
}
