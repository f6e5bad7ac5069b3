package org.groundswell.console.rest;

import com.google.gson.stream.JsonWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says what went wrong as RFC 9457 has it: every answer of 400 and above looks alike. */
final class Problems {
    static final String TYPE = "application/problem+json";
    private static final String KIND = "urn:groundswell:problem:";

    private Problems() {
    }

    /** Something that is wrong with one field. */
    record Fault(String field, String detail) {
    }

    static void send(HttpServletResponse response, int status, String kind, String detail, List<Fault> faults)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var json = new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            json.beginObject().name("type").value(KIND + kind).name("title").value(kind.replace('-', ' '))
                    .name("status").value(status).name("detail").value(detail);
            if (!faults.isEmpty()) {
                json.name("errors").beginArray();
                for (Fault each : faults) {
                    json.beginObject().name("field").value(each.field).name("detail").value(each.detail).endObject();
                }
                json.endArray();
            }
            json.endObject();
        }
        response.setStatus(status);
        response.setContentType(TYPE);
        response.setContentLength(bytes.size());
        bytes.writeTo(response.getOutputStream());
    }

    static void send(HttpServletResponse response, int status, String kind, String detail) throws IOException {
        send(response, status, kind, detail, List.of());
    }
}
