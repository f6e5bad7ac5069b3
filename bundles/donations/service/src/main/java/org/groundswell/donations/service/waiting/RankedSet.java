package org.groundswell.donations.service.waiting;

import java.util.Random;

/**
 * A sorted set that knows each element's place. Adding, removing and asking for a place take a number of steps that grows
 * with the logarithm of the size: a treap (Aragon and Seidel, "Randomized Search Trees", 1989) in which each node knows
 * how many are below it. Not thread-safe.
 */
final class RankedSet<E extends Comparable<E>> {
    private final Random priorities = new Random();
    private Node<E> root;

    /** Elements on the left are smaller, and nodes below have no higher priority. */
    private static final class Node<E> {
        private final E element;
        private final int priority;
        private Node<E> left;
        private Node<E> right;
        private int size = 1;

        Node(E element, int priority) {
            this.element = element;
            this.priority = priority;
        }

        Node<E> counted() {
            size = 1 + sizeOf(left) + sizeOf(right);
            return this;
        }
    }

    int size() {
        return sizeOf(root);
    }

    /** Adds an element that is not in the set. */
    void add(E element) {
        root = added(root, new Node<>(element, priorities.nextInt()));
    }

    /** Removes an element that is in the set. */
    void remove(E element) {
        root = removed(root, element);
    }

    /** The smallest element of a set that is not empty. */
    E first() {
        Node<E> node = root;
        while (node.left != null) {
            node = node.left;
        }
        return node.element;
    }

    /** How many elements are smaller than this one, which is in the set. */
    int before(E element) {
        int smaller = 0;
        Node<E> node = root;
        int order = element.compareTo(node.element);
        while (order != 0) {
            smaller += order < 0 ? 0 : 1 + sizeOf(node.left);
            node = order < 0 ? node.left : node.right;
            order = element.compareTo(node.element);
        }
        return smaller + sizeOf(node.left);
    }

    private static <E extends Comparable<E>> Node<E> added(Node<E> node, Node<E> fresh) {
        if (node == null) {
            return fresh;
        }
        if (fresh.element.compareTo(node.element) < 0) {
            node.left = added(node.left, fresh);
            return node.left.priority > node.priority ? turnedRight(node) : node.counted();
        }
        node.right = added(node.right, fresh);
        return node.right.priority > node.priority ? turnedLeft(node) : node.counted();
    }

    private static <E extends Comparable<E>> Node<E> removed(Node<E> node, E element) {
        int order = element.compareTo(node.element);
        if (order == 0) {
            return joined(node.left, node.right);
        }
        if (order < 0) {
            node.left = removed(node.left, element);
        } else {
            node.right = removed(node.right, element);
        }
        return node.counted();
    }

    /** Both in one; every element of the first is smaller than those of the second. */
    private static <E> Node<E> joined(Node<E> smaller, Node<E> larger) {
        if (smaller == null || larger == null) {
            return smaller == null ? larger : smaller;
        }
        if (smaller.priority > larger.priority) {
            smaller.right = joined(smaller.right, larger);
            return smaller.counted();
        }
        larger.left = joined(smaller, larger.left);
        return larger.counted();
    }

    private static <E> Node<E> turnedRight(Node<E> node) {
        Node<E> top = node.left;
        node.left = top.right;
        top.right = node.counted();
        return top.counted();
    }

    private static <E> Node<E> turnedLeft(Node<E> node) {
        Node<E> top = node.right;
        node.right = top.left;
        top.left = node.counted();
        return top.counted();
    }

    private static int sizeOf(Node<?> node) {
        return node == null ? 0 : node.size;
    }
}
