package io.smg.server.upstream;

import io.smg.server.credentials.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The way to one worker.
 *
 * @param origin where it is
 * @param tls what new connections are encrypted with, if they are
 * @param permits whether an address that its host stands for may be connected to
 */
public record Reach(Origin origin, Supplier<SSLContext> tls, Predicate<InetAddress> permits) {

    /**
     * The addresses that the worker's host stands for now, as far as they are permitted.
     *
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> addresses() throws UnknownHostException {
        List<InetAddress> permitted = Arrays.stream(InetAddress.getAllByName(origin.host()))
                .filter(permits)
                .toList();
        if (permitted.isEmpty()) {
            throw new UnknownHostException("no address where a worker may be");
        }
        return permitted;
    }

    /** Encrypts a connected socket, for a peer of the worker's name and no other. */
    SSLSocket encrypt(Socket plain) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.get().getSocketFactory().createSocket(plain, origin.host(), origin.port(), true);
        SSLParameters parameters = Tls.parameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
