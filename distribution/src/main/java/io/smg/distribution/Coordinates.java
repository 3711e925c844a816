package io.smg.distribution;

/**
 * Where Maven has something.
 *
 * @param group the group id
 * @param name the artifact id
 * @param version the version
 */
record Coordinates(String group, String name, String version) {

    /** The package URL of the jar. */
    String purl() {
        return "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
    }

    @Override
    public String toString() {
        return group + ":" + name + ":" + version;
    }
}
