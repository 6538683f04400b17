package io.apigw.testkit.wire;

import io.apigw.api.Headers;
import java.io.IOException;

/** Sends one request after another on a connection. */
final class Http1Client implements HostClient {

  private final RawConnection connection;

  Http1Client(RawConnection connection) {
    this.connection = connection;
  }

  @Override
  public ClientExchange begin(String method, String target, Headers headers, long length)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (!headers.contains("Host")) {
      head.append("Host: host.example\r\n");
    }
    for (int i = 0; i < headers.size(); i++) {
      head.append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
    }
    if (length > 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    } else if (length < 0) {
      head.append("Transfer-Encoding: chunked\r\n");
    }
    connection.send(head.append("\r\n").toString());
    return new Http1Exchange(connection, method.equals("HEAD"), length < 0);
  }

  @Override
  public int localPort() {
    return connection.localPort();
  }

  @Override
  public void reset() throws IOException {
    connection.reset();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
