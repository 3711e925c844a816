package io.smg.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The operating system's signals. A shutdown hook would not do: it runs beside the one that closes the log, and the
 * process would end with 143.
 *
 * <p>{@code sun.misc.Signal} is found at run time, since the compiler has a warning for each use of it that nothing
 * suppresses.
 */
final class Signals {

    private Signals() {}

    /**
     * Says what to do on a signal, instead of what the JVM does.
     *
     * @param name without {@code SIG}
     */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            MethodHandle handle = MethodHandles.dropArguments(run, 0, signal);
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            MethodHandleProxies.asInterfaceInstance(handler, handle));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no signals on this JVM", e);
        }
    }
}
