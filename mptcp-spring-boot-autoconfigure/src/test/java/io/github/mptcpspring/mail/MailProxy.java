/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.mail;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpServerSocket;

/**
 * A proxy that speaks SOCKS 5 (RFC 1928) and HTTP, as the client does.
 */
final class MailProxy implements AutoCloseable {

	private final MptcpServerSocket listener = MptcpServerSocket.open();

	MailProxy() throws IOException {
		Thread.startVirtualThread(() -> {
			try {
				while (true) {
					Socket client = this.listener.accept();
					Thread.startVirtualThread(() -> serve(client));
				}
			}
			catch (IOException ex) {
				// Closed
			}
		});
	}

	int port() {
		return this.listener.getLocalPort();
	}

	List<KernelProtocol> protocols() {
		return this.listener.protocols();
	}

	private void serve(Socket client) {
		try (client; Socket server = connect(client)) {
			Thread.startVirtualThread(() -> copy(server, client));
			client.getInputStream().transferTo(server.getOutputStream());
		}
		catch (IOException ex) {
			// One end has been closed
		}
	}

	private Socket connect(Socket client) throws IOException {
		DataInputStream input = new DataInputStream(client.getInputStream());
		int first = input.read();
		return (first == 5) ? connectBySocks(input, client.getOutputStream())
				: connectByHttp(input, client.getOutputStream());
	}

	private Socket connectBySocks(DataInputStream input, OutputStream output) throws IOException {
		input.readNBytes(input.read());
		output.write(new byte[] { 5, 0 });
		input.readNBytes(3);
		if (input.read() != 1) {
			throw new IOException("Not an IPv4 address");
		}
		Socket server = new Socket(InetAddress.getByAddress(input.readNBytes(4)), input.readUnsignedShort());
		output.write(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 1 });
		return server;
	}

	private Socket connectByHttp(InputStream input, OutputStream output) throws IOException {
		StringBuilder request = new StringBuilder();
		while (request.indexOf("\r\n\r\n") < 0) {
			request.append((char) input.read());
		}
		String[] address = request.substring("ONNECT ".length(), request.indexOf(" HTTP")).split(":");
		Socket server = new Socket(address[0], Integer.parseInt(address[1]));
		output.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return server;
	}

	private void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// One end has been closed
		}
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
	}

}
