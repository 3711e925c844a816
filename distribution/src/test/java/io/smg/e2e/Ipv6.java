package io.smg.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Whether this machine has IPv6. */
final class Ipv6 {

    private Ipv6() {}

    /** Whether something can listen at {@code ::1}. */
    static boolean isThere() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
