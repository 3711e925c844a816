package io.smg.policy.cacheaware;

import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.random.RandomGenerator;

/**
 * The policy's options, as the operator gave them.
 *
 * @param options values by name; names that are not ours belong to other policies
 */
record Settings(Map<String, String> options) {

    private static final String LAMBDA = "lambda";
    private static final String CACHE_THRESHOLD = "cache-threshold";
    private static final String BALANCE_ABS_THRESHOLD = "balance-abs-threshold";
    private static final String BALANCE_REL_THRESHOLD = "balance-rel-threshold";
    private static final String MAX_TREE_SIZE = "max-tree-size";

    /** The rule by cost, or the one by thresholds if any of these is given. */
    Rule rule(RandomGenerator random) {
        CostRule cost = new CostRule(number(LAMBDA, 2, "a number, 0 or more", value -> value >= 0), random);
        ThresholdRule thresholds = new ThresholdRule(
                number(CACHE_THRESHOLD, 0.3, "a number from 0 to 1", value -> value >= 0 && value <= 1),
                whole(BALANCE_ABS_THRESHOLD, 64, 0),
                number(BALANCE_REL_THRESHOLD, 1.5, "a number, 1 or more", value -> value >= 1),
                random);
        return hasThreshold() ? thresholds : cost;
    }

    /** How many blocks a worker can hold at most. */
    int blocksPerWorker() {
        return Math.max(1, whole(MAX_TREE_SIZE, 1 << 24, 1) / BlockHashes.BLOCK);
    }

    private boolean hasThreshold() {
        return options.containsKey(CACHE_THRESHOLD)
                || options.containsKey(BALANCE_ABS_THRESHOLD)
                || options.containsKey(BALANCE_REL_THRESHOLD);
    }

    private int whole(String name, int byDefault, int least) {
        String allowed = "a whole number from " + least + " to " + Integer.MAX_VALUE;
        double value = number(name, byDefault, allowed, v -> v >= least && v <= Integer.MAX_VALUE && v == Math.rint(v));
        return (int) value;
    }

    private double number(String name, double byDefault, String allowed, DoublePredicate isAllowed) {
        String text = options.get(name);
        if (text == null) {
            return byDefault;
        }
        double value = parse(text);
        if (!Double.isFinite(value) || !isAllowed.test(value)) {
            throw new IllegalArgumentException(name + " must be " + allowed + ", is \"" + text + "\"");
        }
        return value;
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }
}
