package org.rotavox.result.surface;

import java.util.Arrays;

/**
 * Edges in the order of their cost: a binary heap over plain arrays. An entry carries the stamps of
 * its vertices, so that an outdated one can be recognised instead of being searched for.
 */
final class EdgeQueue {

  private float[] costs;
  private int[] froms;
  private int[] tos;
  private int[] stamps;
  private int size;

  EdgeQueue(int capacity) {
    this.costs = new float[capacity];
    this.froms = new int[capacity];
    this.tos = new int[capacity];
    this.stamps = new int[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(float cost, int from, int to, int stamp) {
    if (size == costs.length) {
      int larger = Math.max(16, size + (size >> 1));
      costs = Arrays.copyOf(costs, larger);
      froms = Arrays.copyOf(froms, larger);
      tos = Arrays.copyOf(tos, larger);
      stamps = Arrays.copyOf(stamps, larger);
    }
    int hole = size++;
    while (hole > 0) {
      int above = (hole - 1) / 2;
      if (costs[above] <= cost) {
        break;
      }
      move(above, hole);
      hole = above;
    }
    put(hole, cost, from, to, stamp);
  }

  int firstFrom() {
    return froms[0];
  }

  int firstTo() {
    return tos[0];
  }

  int firstStamp() {
    return stamps[0];
  }

  void removeFirst() {
    size--;
    float cost = costs[size];
    int hole = 0;
    while (2 * hole + 1 < size) {
      int below = 2 * hole + 1;
      if (below + 1 < size && costs[below + 1] < costs[below]) {
        below++;
      }
      if (costs[below] >= cost) {
        break;
      }
      move(below, hole);
      hole = below;
    }
    put(hole, cost, froms[size], tos[size], stamps[size]);
  }

  private void move(int from, int to) {
    put(to, costs[from], froms[from], tos[from], stamps[from]);
  }

  private void put(int at, float cost, int from, int to, int stamp) {
    costs[at] = cost;
    froms[at] = from;
    tos[at] = to;
    stamps[at] = stamp;
  }
}
