package io.smg.e2e;

import io.smg.distribution.Image;
import java.nio.file.Path;

/** What the build has made, and these tests are about. */
final class Built {

    /** The image. */
    static final Image IMAGE = new Image(path("smg.image"));

    /** The image with workers from Kubernetes. */
    static final Image KUBERNETES_IMAGE = new Image(path("smg.k8s.image"));

    /** The modules that the image has besides the server's, with commas between them. */
    static final String IMAGE_MODULES = property("smg.image.modules");

    /** The archive of the image. */
    static final Path ARCHIVE = path("smg.archive");

    /** The modules that the image was linked from. */
    static final Path MODULES = path("smg.modules");

    /** The modules of the simulator. */
    static final Path SIMULATOR = path("smg.sim");

    /** The project's directory. */
    static final Path ROOT = path("smg.root");

    /** The project's version. */
    static final String VERSION = property("smg.version");

    private Built() {}

    private static Path path(String name) {
        return Path.of(property(name));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set: run these tests with ./smgw verify");
        }
        return value;
    }
}
