package io.smg.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** An encrypting listener that asks for a certificate, and keeps the names of those that it is shown. */
final class AskingListener extends ServerSocket {

    static final String NOBODY = "nobody";

    private final SSLServerSocket encrypting;
    private final LinkedBlockingQueue<String> subjects = new LinkedBlockingQueue<>();

    AskingListener(SSLContext identity) throws IOException {
        encrypting = (SSLServerSocket)
                identity.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        encrypting.setWantClientAuth(true);
    }

    /** The names, in the order of the handshakes. */
    LinkedBlockingQueue<String> subjects() {
        return subjects;
    }

    @Override
    public Socket accept() throws IOException {
        SSLSocket socket = (SSLSocket) encrypting.accept();
        socket.addHandshakeCompletedListener(event -> subjects.add(subject(event.getSession())));
        return socket;
    }

    @Override
    public int getLocalPort() {
        return encrypting.getLocalPort();
    }

    @Override
    public boolean isClosed() {
        return encrypting.isClosed();
    }

    @Override
    public void close() throws IOException {
        encrypting.close();
    }

    private static String subject(SSLSession session) {
        try {
            return ((X509Certificate) session.getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        } catch (SSLPeerUnverifiedException e) {
            return NOBODY;
        }
    }
}
