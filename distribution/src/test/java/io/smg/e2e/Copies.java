package io.smg.e2e;

import io.smg.distribution.Image;
import java.nio.file.Path;

/** Copies of the image that a test may change. */
final class Copies {

    private Copies() {}

    /** A copy whose files are links to those of the image: replace them, don't write into them. */
    static Image of(Image image, Path target) throws InterruptedException {
        Commands.run(image.home(), "cp", "-al", image.home().toString(), target.toString());
        return new Image(target);
    }
}
