package org.groundswell.console.people;

import java.time.Instant;

/** Somebody's time at the console. Thread-safe. */
final class Session {
    private final String name;
    private final long generation;
    private final String token;
    private final Instant begun;
    private volatile Instant used;
    /** The right password was given, the code is still missing. */
    private final boolean waitsForCode;
    /** An identity provider has said who this is, and asks for a second factor or does not. */
    private final boolean elsewhere;
    private final String network;
    private int wrongCodes;
    /** The secret of a second factor that is being set up; empty where none is. */
    private volatile String newSecret;
    /** Where somebody comes back to who wants to be known by an identity provider; empty where nobody wants that. */
    private String wish = "";
    /** Whether the secret was set here and no other node knows it. */
    private boolean hasNews;
    /** When other nodes believe it was used last; null where none has heard of it. */
    private volatile Instant told;

    /** @param network from where it was begun */
    Session(Person person, String token, Instant now, Begun how, String network) {
        this(new State(person.name(), person.generation(), token, now, now, how == Begun.WAITS_FOR_CODE, 0, "",
                how == Begun.ELSEWHERE, network));
    }

    /** How a session begins. */
    enum Begun { HERE, WAITS_FOR_CODE, ELSEWHERE }

    Session(State state) {
        this.name = state.name();
        this.generation = state.generation();
        this.token = state.token();
        this.begun = state.begun();
        this.used = state.used();
        this.waitsForCode = state.waitsForCode();
        this.wrongCodes = state.wrongCodes();
        this.newSecret = state.newSecret();
        this.elsewhere = state.elsewhere();
        this.network = state.network() == null ? "" : state.network();
    }

    /** All of a session, to be handed over to the next release of this bundle. */
    record State(String name, long generation, String token, Instant begun, Instant used, boolean waitsForCode,
            int wrongCodes, String newSecret, boolean elsewhere, String network) {
    }

    synchronized State state() {
        return new State(name, generation, token, begun, used, waitsForCode, wrongCodes, newSecret, elsewhere,
                network);
    }

    /** Other nodes know it like this. */
    synchronized Session told(State state) {
        told = state.used();
        hasNews &= !state.newSecret().equals(newSecret);
        return this;
    }

    /** Another node says this of it. */
    synchronized Session heard(State state) {
        told = state.used();
        used = used.isAfter(state.used()) ? used : state.used();
        wrongCodes = Math.max(wrongCodes, state.wrongCodes());
        newSecret = hasNews ? newSecret : state.newSecret();
        return this;
    }

    /** Whether another node may have heard of it. */
    boolean isTold() {
        return told != null;
    }

    /** Whether others believe that it was used before this moment, and it was used since. */
    boolean isToldBefore(Instant moment) {
        Instant last = told;
        return last != null && last.isBefore(moment);
    }

    String name() {
        return name;
    }

    long generation() {
        return generation;
    }

    /** Whether nothing was changed since that ends it. */
    boolean isOf(Person person) {
        return person.name().equals(name) && person.generation() == generation;
    }

    String token() {
        return token;
    }

    Instant begun() {
        return begun;
    }

    Instant used() {
        return used;
    }

    void use(Instant now) {
        used = now;
    }

    boolean isElsewhere() {
        return elsewhere;
    }

    String network() {
        return network;
    }

    boolean waitsForCode() {
        return waitsForCode;
    }

    /** Returns how many wrong codes there were. */
    synchronized int countWrongCode() {
        return ++wrongCodes;
    }

    String newSecret() {
        return newSecret;
    }

    synchronized void setNewSecret(String secret) {
        newSecret = secret;
        hasNews = true;
    }

    /** Whoever signs in elsewhere and comes back to there, in this session, is to be the one whose session this is. */
    synchronized String wishForIdentity() {
        wish = AccountServlet.ADDRESS + "?done=connected&wish=" + OneTimeLink.secret();
        return wish;
    }

    /** Whether that was wished, of whom comes back to there; once. */
    synchronized boolean takeWish(String to) {
        boolean wished = !wish.isEmpty() && wish.equals(to);
        wish = wished ? "" : wish;
        return wished;
    }
}
