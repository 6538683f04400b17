package io.apigw.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server that knows addresses for every name; of IPv4 only. */
final class NameServer implements AutoCloseable {

  private static final int A = 1;

  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final AtomicInteger asked = new AtomicInteger();
  private final int ttlSeconds;
  private volatile List<InetAddress> addresses;

  NameServer(int ttlSeconds, String... addresses) throws IOException {
    this.ttlSeconds = ttlSeconds;
    answer(addresses);
    Thread thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  void answer(String... literals) throws IOException {
    InetAddress[] parsed = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      parsed[i] = InetAddress.getByName(literals[i]);
    }
    addresses = List.of(parsed);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** How often it was asked for addresses of IPv4. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[1500];
    while (!socket.isClosed()) {
      try {
        DatagramPacket query = new DatagramPacket(buffer, buffer.length);
        socket.receive(query);
        byte[] reply = reply(Arrays.copyOf(buffer, query.getLength()));
        socket.send(new DatagramPacket(reply, reply.length, query.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private byte[] reply(byte[] query) throws IOException {
    int end = 12;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    int type = query[end + 1] << 8 | query[end + 2];
    List<InetAddress> known = type == A ? addresses : List.of();
    asked.addAndGet(type == A ? 1 : 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(query, 0, 2);
    out.writeShort(0x8180);
    out.writeShort(1);
    out.writeShort(known.size());
    out.writeInt(0);
    out.write(query, 12, end + 5 - 12);
    for (InetAddress address : known) {
      out.writeShort(0xc00c);
      out.writeShort(A);
      out.writeShort(1);
      out.writeInt(ttlSeconds);
      out.writeShort(4);
      out.write(address.getAddress());
    }
    return bytes.toByteArray();
  }
}
