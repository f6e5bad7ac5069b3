package org.groundswell.pages.contact;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.groundswell.pages.api.contact.ContactAnswer;
import org.groundswell.pages.api.contact.ContactMessage;

/** What of this node other nodes have not got yet. Thread-safe as far as something is added. */
final class WaitingMessages {
    /** Others wait in the file. */
    private static final int REMEMBERED = 1_000;
    private final Map<UUID, Optional<ContactMessage>> messages = new ConcurrentHashMap<>();
    private final Map<UUID, ContactAnswer> answers = new ConcurrentHashMap<>();

    void add(ContactMessage message) {
        messages.put(message.id(), messages.size() < REMEMBERED ? Optional.of(message) : Optional.empty());
    }

    void add(ContactAnswer answer) {
        answers.put(answer.id(), answer);
    }

    boolean remove(UUID message) {
        return messages.remove(message) != null;
    }

    void removeAnswer(UUID answer) {
        answers.remove(answer);
    }

    void removeAnswersTo(Set<UUID> gone) {
        answers.values().removeIf(each -> gone.contains(each.message()));
    }

    /** All that this node has. */
    void begin(MessageFile own) throws IOException {
        messages.clear();
        answers.clear();
        own.each(this::add);
        own.allAnswers().forEach(this::add);
    }

    /** Some; none where no more can be read. */
    List<ContactMessage> next(MessageFile own, int most) throws IOException {
        if (!messages.isEmpty() && messages.values().stream().noneMatch(Optional::isPresent)) {
            Set<UUID> left = Set.copyOf(messages.keySet());
            messages.keySet().removeAll(left);
            own.each(each -> {
                if (left.contains(each.id())) {
                    add(each);
                }
            });
        }
        return messages.values().stream().flatMap(Optional::stream).limit(most).toList();
    }

    List<ContactAnswer> answers() {
        return List.copyOf(answers.values());
    }
}
