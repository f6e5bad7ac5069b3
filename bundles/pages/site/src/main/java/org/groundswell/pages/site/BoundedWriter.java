package org.groundswell.pages.site;

import java.io.StringWriter;

/** Takes what a template writes, as much as a page may have. */
final class BoundedWriter extends StringWriter {
    private static final int USUAL_CHARS = 16_384;

    BoundedWriter() {
        super(USUAL_CHARS);
    }

    @Override
    public void write(int character) {
        RenderThread.checkLength(getBuffer().length() + 1);
        super.write(character);
    }

    @Override
    public void write(char[] text, int offset, int length) {
        RenderThread.checkLength(getBuffer().length() + length);
        super.write(text, offset, length);
    }

    @Override
    public void write(String text) {
        RenderThread.checkLength(getBuffer().length() + text.length());
        super.write(text);
    }

    @Override
    public void write(String text, int offset, int length) {
        RenderThread.checkLength(getBuffer().length() + length);
        super.write(text, offset, length);
    }
}
