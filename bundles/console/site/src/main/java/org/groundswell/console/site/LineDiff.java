package org.groundswell.console.site;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, with some of the same lines around it. */
final class LineDiff {
    private static final int AROUND = 2;
    /** Cells of the table in which lines are laid beside each other; beyond, all between is taken for exchanged. */
    private static final long MOST_CELLS = 4_000_000;

    private LineDiff() {
    }

    /** What becomes of a line. */
    enum Kind { SAME, GONE, NEW, GAP }

    /** @param number in the text where it is, counted from 1; of a gap, how many lines are left out */
    record Row(Kind kind, int number, String text) {
    }

    /** Empty where both are the same. */
    static List<Row> of(String before, String after) {
        List<String> old = before.isEmpty() ? List.of() : List.of(before.split("\n", -1));
        List<String> fresh = after.isEmpty() ? List.of() : List.of(after.split("\n", -1));
        if (old.equals(fresh)) {
            return List.of();
        }
        int start = 0;
        while (start < Math.min(old.size(), fresh.size()) && old.get(start).equals(fresh.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), fresh.size()) - start
                && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
            end++;
        }
        var rows = new ArrayList<Row>();
        for (int i = 0; i < start; i++) {
            rows.add(new Row(Kind.SAME, i + 1, fresh.get(i)));
        }
        middle(old.subList(start, old.size() - end), fresh.subList(start, fresh.size() - end), start, rows);
        for (int i = fresh.size() - end; i < fresh.size(); i++) {
            rows.add(new Row(Kind.SAME, i + 1, fresh.get(i)));
        }
        return shortened(rows);
    }

    private static void middle(List<String> old, List<String> fresh, int start, List<Row> rows) {
        int[][] common = (long) old.size() * fresh.size() > MOST_CELLS ? null : common(old, fresh);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            boolean both = i < old.size() && j < fresh.size();
            if (common != null && both && old.get(i).equals(fresh.get(j))) {
                rows.add(new Row(Kind.SAME, start + j + 1, fresh.get(j)));
                i++;
                j++;
            } else if (i < old.size() && (j == fresh.size() || common == null || common[i + 1][j] >= common[i][j + 1])) {
                rows.add(new Row(Kind.GONE, start + i + 1, old.get(i++)));
            } else {
                rows.add(new Row(Kind.NEW, start + j + 1, fresh.get(j++)));
            }
        }
    }

    /** The length of the longest common subsequence of what follows, for each pair of places. */
    private static int[][] common(List<String> old, List<String> fresh) {
        var common = new int[old.size() + 1][fresh.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(fresh.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<Row> shortened(List<Row> rows) {
        var near = new boolean[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).kind() != Kind.SAME) {
                for (int j = Math.max(0, i - AROUND); j <= Math.min(rows.size() - 1, i + AROUND); j++) {
                    near[j] = true;
                }
            }
        }
        var shown = new ArrayList<Row>();
        int left = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (near[i]) {
                addGap(shown, left);
                left = 0;
                shown.add(rows.get(i));
            } else {
                left++;
            }
        }
        addGap(shown, left);
        return shown;
    }

    private static void addGap(List<Row> shown, int left) {
        if (left > 0) {
            shown.add(new Row(Kind.GAP, left, ""));
        }
    }
}
