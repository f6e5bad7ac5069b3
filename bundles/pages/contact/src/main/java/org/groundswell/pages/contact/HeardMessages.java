package org.groundswell.pages.contact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.groundswell.kernel.api.records.SharedRecord;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;
import org.groundswell.shared.records.FollowedJournal;
import org.groundswell.shared.records.SealedRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the messages is in the database, and what of that is done with this node's files. A message, an answer and whether
 * something is done are a record each; an empty one says that its message was deleted, and stays, so that no node brings it
 * again. Not thread-safe.
 */
final class HeardMessages implements FollowedJournal.Part {
    private static final Logger LOG = LoggerFactory.getLogger(HeardMessages.class);
    private static final String MESSAGE = "message ";
    private static final String ANSWER = "answer ";
    private static final String MARK = "mark ";
    private static final String DONE = "done";
    private static final String OPEN = "open";

    private final MessageFile own;
    private final WaitingMessages waiting;
    private final Set<UUID> present = new HashSet<>();
    private final Set<UUID> gone = new HashSet<>();
    private final Set<UUID> marked = new HashSet<>();
    /** Written by this node, and not read yet. */
    private final Set<UUID> brought = new HashSet<>();

    /** What a page asks for. */
    private static final class Asked {
        private final Set<UUID> unwanted = new HashSet<>();
        private final Set<UUID> gone = new HashSet<>();
        private final List<UUID> done = new ArrayList<>();
        private final List<UUID> open = new ArrayList<>();
        private final Map<String, String> late = new LinkedHashMap<>();
    }

    HeardMessages(MessageFile own, WaitingMessages waiting) {
        this.own = own;
        this.waiting = waiting;
    }

    @Override
    public void begin() throws IOException {
        present.clear();
        gone.clear();
        marked.clear();
        brought.clear();
        waiting.begin(own);
    }

    @Override
    public void take(SealedRecords from, List<SharedRecord> page) throws IOException {
        var asked = new Asked();
        Set<UUID> done = own.done();
        for (SharedRecord each : page) {
            try {
                take(each.key(), from.open(each), done, asked);
            } catch (IOException | IllegalArgumentException e) {
                // It keeps nothing else from being read.
                LOG.warn("A record of a contact message is left out: {}", e.getMessage());
                leaveOut(each.key());
            }
        }
        setDone(asked.done, true);
        setDone(asked.open, false);
        waiting.removeAnswersTo(asked.gone);
        // Perhaps some were brought while another node has deleted their message, so that it did not know of them.
        own.answers(asked.gone).forEach(each -> asked.late.put(ANSWER + each.id(), ""));
        own.forgetAnswers(asked.gone);
        if (!asked.unwanted.isEmpty()) {
            own.remove(asked.unwanted);
            present.removeAll(asked.unwanted);
        }
        from.put(asked.late);
    }

    private void take(String key, String text, Set<UUID> done, Asked asked) {
        UUID id = UUID.fromString(key.substring(key.indexOf(' ') + 1));
        switch (key.substring(0, key.indexOf(' ') + 1)) {
            case MESSAGE -> takeMessage(id, text, asked);
            case ANSWER -> takeAnswer(key, id, text, asked);
            case MARK -> {
                marked.add(id);
                boolean isDone = text.equals(DONE) && !gone.contains(id);
                if (done.contains(id) != isDone) {
                    (isDone ? asked.done : asked.open).add(id);
                }
            }
            // Of a newer release.
            default -> LOG.debug("'{}' is not known here", key);
        }
    }

    /** What this node has of it stays here, and is not brought again and again. */
    private void leaveOut(String key) {
        try {
            UUID id = UUID.fromString(key.substring(MESSAGE.length()));
            if (key.startsWith(MESSAGE) && waiting.remove(id) | brought.remove(id)) {
                present.add(id);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.debug("'{}' is no message", key);
        }
    }

    private void takeMessage(UUID id, String text, Asked asked) {
        if (text.isEmpty()) {
            gone.add(id);
            asked.gone.add(id);
            // What is in the files is known as present until it is deleted there.
            if (waiting.remove(id) | brought.remove(id) | present.contains(id)) {
                present.add(id);
                asked.unwanted.add(id);
            }
        } else if (!present.contains(id)) {
            if (!(waiting.remove(id) | brought.remove(id))) {
                own.add(MessageFile.parse(text).orElseThrow(() -> new IllegalArgumentException("message " + id
                        + " is of another release")));
            }
            present.add(id);
        }
    }

    private void takeAnswer(String key, UUID id, String text, Asked asked) {
        waiting.removeAnswer(id);
        if (text.isEmpty()) {
            return;
        }
        ContactAnswer answer = answer(id, text);
        if (gone.contains(answer.message())) {
            asked.late.put(key, "");
        } else {
            own.addAnswer(answer);
        }
    }

    private static ContactAnswer answer(UUID id, String text) {
        try {
            return AnswerFile.parse(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("answer " + id + " is of another release", e);
        }
    }

    private void setDone(List<UUID> messages, boolean isDone) {
        if (!messages.isEmpty()) {
            own.setDone(messages, isDone);
        }
    }

    /** Where all was read anew, marks of this node may be missing. */
    @Override
    public void bring(SealedRecords to, boolean anew) throws IOException {
        for (List<ContactMessage> next = waiting.next(own, SealedRecords.PAGE); !next.isEmpty();
                next = waiting.next(own, SealedRecords.PAGE)) {
            next.forEach(each -> waiting.remove(each.id()));
            // A round that has met it in the file before it was announced has brought it.
            List<ContactMessage> unknown = next.stream().filter(each -> !present.contains(each.id())).toList();
            Set<String> written = to.add(texts(unknown, each -> MESSAGE + each.id(), MessageFile::text));
            unknown.forEach(each -> (written.contains(MESSAGE + each.id()) ? brought : present).add(each.id()));
        }
        waiting.removeAnswersTo(gone);
        List<ContactAnswer> answers = waiting.answers();
        to.add(texts(answers, each -> ANSWER + each.id(), AnswerFile::line));
        answers.forEach(each -> waiting.removeAnswer(each.id()));
        if (anew) {
            List<UUID> missing = own.done().stream().filter(each -> !marked.contains(each)
                    && (present.contains(each) || brought.contains(each))).toList();
            to.add(marks(missing, true));
        }
    }

    @Override
    public boolean isRead() {
        return brought.isEmpty();
    }

    Map<String, String> marks(List<UUID> messages, boolean isDone) {
        return texts(messages, each -> MARK + each, _ -> isDone ? DONE : OPEN);
    }

    /** What says that these are deleted, with their answers and marks. */
    Map<String, String> nothing(Set<UUID> messages) {
        var all = new LinkedHashMap<String, String>(texts(messages, each -> MESSAGE + each, _ -> ""));
        all.putAll(texts(own.answers(messages), each -> ANSWER + each.id(), _ -> ""));
        Set<UUID> done = own.done();
        messages.stream().filter(each -> marked.contains(each) || done.contains(each))
                .forEach(each -> all.put(MARK + each, ""));
        return all;
    }

    /** These are deleted. */
    void remove(Set<UUID> messages) {
        gone.addAll(messages);
        // Until they are deleted from the files, too.
        present.addAll(messages);
        messages.forEach(waiting::remove);
        brought.removeAll(messages);
        waiting.removeAnswersTo(messages);
    }

    private static <T> Map<String, String> texts(Iterable<T> all, Function<T, String> key, Function<T, String> text) {
        var texts = new LinkedHashMap<String, String>();
        all.forEach(each -> texts.put(key.apply(each), text.apply(each)));
        return texts;
    }
}
