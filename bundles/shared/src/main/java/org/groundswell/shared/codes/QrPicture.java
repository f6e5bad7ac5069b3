package org.groundswell.shared.codes;

import io.nayuki.qrcodegen.QrCode;

/** A text as a QR code, drawn in SVG. */
public final class QrPicture {
    private static final int MARGIN = 4;

    private QrPicture() {
    }

    /** The path of all dark squares, one unit each, and the side of the whole. */
    public record Drawing(String path, int side) {
    }

    /** @throws io.nayuki.qrcodegen.DataTooLongException for more text than a code holds, some 2,000 letters */
    public static Drawing of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M').append(x + MARGIN).append(' ').append(y + MARGIN).append("h1v1h-1z");
                }
            }
        }
        return new Drawing(path.toString(), code.size + 2 * MARGIN);
    }
}
