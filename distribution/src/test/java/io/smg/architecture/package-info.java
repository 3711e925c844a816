/** What holds for the classes of all modules, read from their class files. */
@NullMarked
package io.smg.architecture;

import org.jspecify.annotations.NullMarked;
