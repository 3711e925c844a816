package io.smg.server.cli;

import java.nio.file.Path;

/** Where a value came from. */
sealed interface Source {

    /** The words for it in a message. */
    String describe();

    /** The command line. */
    record CommandLine() implements Source {
        @Override
        public String describe() {
            return "command line";
        }
    }

    /**
     * An environment variable.
     *
     * @param name its name
     */
    record Variable(String name) implements Source {
        @Override
        public String describe() {
            return "environment variable " + name;
        }
    }

    /**
     * A line of the configuration file.
     *
     * @param file the file, as it was given
     * @param line the line, counted from one
     */
    record FileLine(Path file, int line) implements Source {
        @Override
        public String describe() {
            return "file " + file + ", line " + line;
        }
    }

    /** Nobody gave it. */
    record Default() implements Source {
        @Override
        public String describe() {
            return "default";
        }
    }
}
