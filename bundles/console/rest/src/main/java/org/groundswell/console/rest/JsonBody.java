package org.groundswell.console.rest;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The body of a call: one JSON object (RFC 8259) without others in it, read strictly and within limits. */
final class JsonBody {
    static final int LONGEST = 65_536;
    private static final String TYPE = "application/json";
    private static final String EXPECTED = "Expected a JSON object of texts, numbers and flags.";

    private JsonBody() {
    }

    /** The properties as texts, numbers ({@link Long}) and flags ({@link Boolean}); empty where there is no body. */
    static Map<String, Object> read(HttpServletRequest request) throws BadCallException, IOException {
        byte[] bytes = request.getInputStream().readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new BadCallException(413, "too-large", "The body is larger than " + LONGEST + " bytes.");
        }
        if (bytes.length == 0) {
            return Map.of();
        }
        if (!isJson(request.getContentType())) {
            throw new BadCallException(415, "not-json", "Send the body as " + TYPE + " in UTF-8.");
        }
        return parsed(bytes);
    }

    private static boolean isJson(String type) {
        String[] parts = type == null ? new String[] {""} : type.toLowerCase(Locale.ROOT).replace(" ", "").split(";");
        return parts[0].equals(TYPE) && (parts.length == 1 || parts.length == 2
                && parts[1].replace("\"", "").equals("charset=utf-8"));
    }

    private static Map<String, Object> parsed(byte[] bytes) throws BadCallException, IOException {
        var values = new LinkedHashMap<String, Object>();
        try (var json = new JsonReader(new StringReader(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes))
                .toString()))) {
            json.setStrictness(Strictness.STRICT);
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                if (values.put(name, value(json)) != null) {
                    throw new BadCallException(400, "bad-json", "A property comes twice. " + EXPECTED);
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new BadCallException(400, "bad-json", "Something follows the object. " + EXPECTED);
            }
            return values;
        } catch (CharacterCodingException e) {
            throw new BadCallException(400, "bad-json", "The body is not written in UTF-8.");
        } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
            throw new BadCallException(400, "bad-json", "The body cannot be read. " + EXPECTED);
        }
    }

    private static Object value(JsonReader json) throws BadCallException, IOException {
        return switch (json.peek()) {
            case STRING -> json.nextString();
            case BOOLEAN -> json.nextBoolean();
            case NUMBER -> json.nextLong();
            default -> throw new BadCallException(400, "bad-json", EXPECTED);
        };
    }
}
